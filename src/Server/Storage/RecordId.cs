// Ids of runs and races: when they were made, and four digits by chance.
using System.Globalization;
using System.Security.Cryptography;

namespace AttentionLab.Server.Storage;

public static class RecordId
{
    public static string New(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
}

// What an import is refused with: one sentence about the file.
namespace AttentionLab.Server.Exchange;

internal static class ImportRefusal
{
    public static LabException Because(string message) => LabException.Field("file", message);

    public static LabException TooLarge(string message) => LabException.Field("file", message, Refusal.TooLarge);

    /// <summary>Text of a stranger's file in a sentence of ours: short, one line, without control characters.</summary>
    public static string Quote(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return $"'{(line.Length > 80 ? line[..80] + "…" : line)}'";
    }
}

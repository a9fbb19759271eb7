// A disk that refuses files at a chosen moment, for as long as a test wants it to.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Tests.Hosting;

internal sealed class FaultyDisk : IDisposable
{
    /// <summary>As the system says it.</summary>
    public const string Full = "No space left on device";

    private readonly DiskMoment _moment;
    private readonly string _where;
    private readonly Func<Exception> _fault;
    private readonly string _ending;
    private int _skip;

    /// <param name="where">Begins the paths of the files, such as a folder.</param>
    /// <param name="fault">What is thrown; a full disk when left out.</param>
    /// <param name="ending">Ends the paths.</param>
    /// <param name="skip">So many are let through first.</param>
    public FaultyDisk(DiskMoment moment, string where, Func<Exception>? fault = null, string ending = "", int skip = 0)
    {
        (_moment, _where, _fault, _ending, _skip) = (moment, where, fault ?? (() => new IOException(Full)), ending, skip);
        DiskMoments.Passing += Refuse;
    }

    /// <summary>Files that were refused.</summary>
    public int Refused { get; private set; }

    public void Dispose() => DiskMoments.Passing -= Refuse;

    private void Refuse(DiskMoment moment, string path)
    {
        if (moment != _moment || !path.StartsWith(_where, StringComparison.Ordinal) || !path.EndsWith(_ending, StringComparison.Ordinal) || _skip-- > 0) return;
        Refused++;
        throw _fault();
    }
}

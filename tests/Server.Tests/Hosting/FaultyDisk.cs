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
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="where">Begins the paths of the files, such as a folder.</param>
    /// <param name="fault">What is thrown; a full disk when left out.</param>
    /// <param name="ending">Ends the paths.</param>
    public FaultyDisk(DiskMoment moment, string where, Func<Exception>? fault = null, string ending = "")
    {
        (_moment, _where, _fault, Ending) = (moment, where, fault ?? (() => new IOException(Full)), ending);
        DiskMoments.Passing += Refuse;
    }

    public string Ending { get; }

    /// <summary>Done when something was refused.</summary>
    public Task Refused => _refused.Task.WaitAsync(LabServer.Patience);

    public void Dispose() => DiskMoments.Passing -= Refuse;

    private void Refuse(DiskMoment moment, string path)
    {
        if (moment != _moment || !path.StartsWith(_where, StringComparison.Ordinal) || !path.EndsWith(Ending, StringComparison.Ordinal)) return;
        _refused.TrySetResult();
        throw _fault();
    }
}

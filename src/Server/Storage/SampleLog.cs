// Texts that a run wrote while it trained, in samples.jsonl.
using AttentionLab.Client.Contracts;

namespace AttentionLab.Server.Storage;

/// <summary>Written by the training thread, read by anyone.</summary>
public sealed class SampleLog(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JsonLines<Sample> _file = new(path);
    private List<Sample>? _samples;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Sample> All
    {
        get { lock (_gate) return [.. Loaded()]; }
    }

    public Sample? Last
    {
        get { lock (_gate) return Loaded().LastOrDefault(); }
    }

    /// <exception cref="IOException">The disk took nothing; the sample is kept in memory and written with the next.</exception>
    public void Add(Sample sample)
    {
        lock (_gate) Loaded().Add(sample);
        _file.Append(sample);
    }

    /// <summary>Everything added is on the disk when this returns.</summary>
    public void Sync() => _file.Sync();

    /// <summary>Forgets what came after a step.</summary>
    public void CutAfter(int step)
    {
        lock (_gate)
        {
            if (Loaded().RemoveAll(sample => sample.Step > step) > 0) _file.Rewrite(_samples!);
        }
    }

    public void Dispose() => _file.Dispose();

    private List<Sample> Loaded() => _samples ??= JsonLines<Sample>.Read(path).Items;
}

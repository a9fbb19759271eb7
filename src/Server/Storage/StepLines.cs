// A log of what belongs to steps, one line each, such as the texts that a run wrote.
namespace AttentionLab.Server.Storage;

/// <summary>Written by the training thread, read by anyone. Read from disk when first asked for.</summary>
public sealed class StepLines<T> : IDisposable
    where T : class
{
    private readonly Lock _gate = new();
    private readonly JsonLines<T> _file;
    private readonly Func<T, int> _stepOf;
    private List<T>? _lines;

    public StepLines(string path, Func<T, int> stepOf) => (_file, _stepOf) = (new(path, () => All), stepOf);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<T> All
    {
        get { lock (_gate) return [.. Loaded()]; }
    }

    public T? Last
    {
        get { lock (_gate) return Loaded().LastOrDefault(); }
    }

    /// <summary>Those from a step on, oldest first.</summary>
    public IReadOnlyList<T> From(int step)
    {
        lock (_gate) return [.. Loaded().Where(line => _stepOf(line) >= step)];
    }

    /// <exception cref="IOException">The disk took nothing; the line is kept in memory and written with the next.</exception>
    public void Add(T line)
    {
        lock (_gate) Loaded().Add(line);
        _file.Append(line);
    }

    /// <summary>Everything added is on the disk when this returns.</summary>
    public void Sync() => _file.Sync();

    /// <summary>Forgets what came after a step.</summary>
    public void CutAfter(int step)
    {
        lock (_gate)
        {
            if (Loaded().RemoveAll(line => _stepOf(line) > step) > 0) _file.Rewrite();
        }
    }

    public void Dispose() => _file.Dispose();

    private List<T> Loaded() => _lines ??= _file.Read().Items;
}

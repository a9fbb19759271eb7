// A run's curves: every step and every estimate, in columns in memory and line by line on disk.
using AttentionLab.Server.Live;

namespace AttentionLab.Server.Storage;

/// <summary>Written by the training thread, read by anyone. Read from disk when first asked for.</summary>
public sealed class MetricsLog : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly JsonLines<MetricsLine> _file;
    private readonly MetricsColumns _columns = new();
    private readonly List<(int Steps, int Estimates)> _cuts = [];
    private ThinCurve? _thin;
    private (int Steps, int Cuts) _thinOf;
    private bool _loaded;

    public MetricsLog(string path, TimeProvider? clock = null) => (_file, _clock) = (new(path, Lines), clock ?? TimeProvider.System);

    /// <summary>Beats when there is something new to read.</summary>
    public Pulse Changed { get; } = new();

    /// <summary>Lines that could not be read from disk.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Steps that are recorded.</summary>
    public int Count
    {
        get { lock (_gate) return Loaded().Steps; }
    }

    /// <summary>The last recorded step; 0 before the first.</summary>
    public int LastStep
    {
        get { lock (_gate) return Loaded().LastStep; }
    }

    /// <summary>The last finite loss of a step, and the last estimate's loss and accuracy; null where there is none.</summary>
    public (double? TrainLoss, double? ValLoss, double? Accuracy) Last
    {
        get { lock (_gate) return (Loaded().LastTrainLoss, Loaded().LastValLoss, Loaded().LastAccuracy); }
    }

    /// <summary>Seconds for a token of each step: the mean of the last so many steps (null before the first), and the sum of all.</summary>
    public (double? Recent, double All) StepTimes(int recent)
    {
        lock (_gate) return Loaded().StepTimes(recent);
    }

    /// <summary>Seconds for a token of the middle one of the last so many steps; null before the first.</summary>
    public double? MiddleTokenTime(int recent)
    {
        lock (_gate) return Loaded().MiddleTokenTime(recent);
    }

    /// <summary>Validation loss estimated at a step; null where there is none.</summary>
    public double? EstimateAt(int step)
    {
        lock (_gate) return Loaded().EstimateAt(step);
    }

    /// <summary>Step of the last estimate; null before the first.</summary>
    public int? LastEstimateStep
    {
        get { lock (_gate) return Loaded().LastEstimateStep; }
    }

    /// <exception cref="IOException">The disk took nothing; the step is kept in memory and written with the next.</exception>
    public void Add(StepResult result) => Add(new MetricsLine
    {
        Step = result.Step,
        TrainLoss = result.Loss,
        LearningRate = result.LearningRate,
        GradientNorm = result.GradientNorm,
        TokensPerSecond = result.TokensPerSecond,
        Time = Now,
    });

    /// <exception cref="IOException">As for a step.</exception>
    public void Add(LossEstimate estimate) =>
        Add(new MetricsLine { Step = estimate.Step, Eval = new(estimate.TrainLoss, estimate.ValLoss) { Batches = estimate.Batches, Accuracy = estimate.Answers?.Accuracy, TokenAccuracy = estimate.Answers?.TokenAccuracy }, Time = Now });

    /// <summary>Everything recorded is on the disk when this returns.</summary>
    public void Sync() => _file.Sync();

    /// <summary>Forgets what came after a step, so that it can be trained again.</summary>
    public void CutAfter(int step)
    {
        lock (_gate)
        {
            if (Loaded().IsEmptyAfter(step)) return;
            _columns.CutAfter(step);
            _cuts.Add((_columns.Steps, _columns.Estimates));
            _file.Rewrite();
        }
        Changed.Beat();
    }

    /// <summary>All columns from a step on.</summary>
    public Metrics From(int step)
    {
        lock (_gate)
        {
            var (steps, estimates) = Loaded().IndexOf(step);
            return _columns.Slice(steps, _columns.Steps, estimates, _columns.Estimates);
        }
    }

    /// <summary>The training loss thinned; made anew only when there are other steps.</summary>
    public ThinCurve Thinned()
    {
        lock (_gate)
        {
            var now = (Loaded().Steps, _cuts.Count);
            if (_thin is null || _thinOf != now) (_thin, _thinOf) = (_columns.Thinned(), now);
            return _thin;
        }
    }

    /// <summary>Where a reader stands that wants everything from a step on.</summary>
    public MetricsCursor CursorAt(int step)
    {
        lock (_gate)
        {
            var (steps, estimates) = Loaded().IndexOf(step);
            return new MetricsCursor(steps, estimates, _cuts.Count);
        }
    }

    /// <summary>What is new to a reader, at most so many steps; null when nothing is. Steps that were cut and trained again come again.</summary>
    public Metrics? Read(ref MetricsCursor cursor, int most)
    {
        lock (_gate)
        {
            Loaded();
            foreach (var (cutSteps, cutEstimates) in _cuts.Skip(cursor.Cuts))
                cursor = cursor with { Steps = Math.Min(cursor.Steps, cutSteps), Estimates = Math.Min(cursor.Estimates, cutEstimates) };
            int steps = Math.Min(_columns.Steps, cursor.Steps + most), estimates = _columns.Estimates;
            var news = steps > cursor.Steps || estimates > cursor.Estimates ? _columns.Slice(cursor.Steps, steps, cursor.Estimates, estimates) : null;
            cursor = new MetricsCursor(steps, estimates, _cuts.Count);
            return news;
        }
    }

    /// <summary>Everything recorded, an estimate after the step it was made at.</summary>
    public IReadOnlyList<MetricsLine> Lines()
    {
        lock (_gate) return [.. Loaded().Lines()];
    }

    public void Dispose() => _file.Dispose();

    /// <summary>In milliseconds, so that a line stays short.</summary>
    private double Now => _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private void Add(MetricsLine line)
    {
        lock (_gate) Loaded().Add(line);
        Changed.Beat();
        _file.Append(line);
    }

    private MetricsColumns Loaded()
    {
        if (_loaded) return _columns;
        var (lines, unreadable) = _file.Read();
        foreach (var line in lines) _columns.Add(line);
        (Unreadable, _loaded) = (unreadable, true);
        return _columns;
    }
}

/// <summary>How far a reader has come: entries of each kind, and how many cuts it knows of.</summary>
public readonly record struct MetricsCursor(int Steps, int Estimates, int Cuts);

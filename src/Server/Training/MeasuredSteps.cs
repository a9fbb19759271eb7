// How long steps took in runs of this lab, engine by engine: what expected times are told from.
using System.Collections.Concurrent;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>A step that was timed.</summary>
/// <param name="Work">As <see cref="StepWork"/> counts it.</param>
/// <param name="Runs">That it was timed in; 0 for a trial without a run.</param>
public sealed record StepTime(double Work, double Seconds, int Runs);

/// <summary>Thread-safe. Metrics are read of the few runs that are nearest to what is asked, and not twice.</summary>
public sealed class MeasuredSteps(RunStore runs, EngineShelf engines)
{
    /// <summary>Steps that a run must have trained here, and those of its last that are looked at.</summary>
    private const int LeastSteps = 20, LastSteps = 200;

    /// <summary>Runs of one work whose times are taken together: the newest.</summary>
    private const int MostRuns = 3;

    /// <summary>How far the work of two steps may be apart to be taken for the same.</summary>
    private const double Same = 0.02;

    private readonly ConcurrentDictionary<string, (int Step, double? Seconds)> _read = new(); // by run

    /// <summary>Whether two steps are of the same work, nearly.</summary>
    public static bool AreSame(double a, double b) => Math.Abs(a - b) <= Same * Math.Max(a, b);

    /// <summary>Times of this work where there are any, else of the next less and the next more.</summary>
    public IReadOnlyList<StepTime> Near(string engine, double work)
    {
        var known = runs.Infos.Where(run => IsOwn(run, engine)).Select(run => (Run: run, Work: StepWork.Of(run.Model, run.Training))).ToList(); // newest first
        if (Time(known.Where(one => AreSame(one.Work, work))) is { } same) return [same];
        var found = new List<StepTime>();
        foreach (var side in new[] { known.Where(one => one.Work < work).OrderByDescending(one => one.Work), known.Where(one => one.Work > work).OrderBy(one => one.Work) })
        {
            var nearest = side.ToList();
            while (nearest.Count > 0)
            {
                var alike = nearest.Where(one => AreSame(one.Work, nearest[0].Work)).OrderByDescending(one => one.Run.Created).ToList();
                if (Time(alike) is { } time)
                {
                    found.Add(time);
                    break;
                }
                nearest = [.. nearest.Except(alike)];
            }
        }
        return found;
    }

    /// <summary>Trained here, on this engine as it is now: same version, device and threads.</summary>
    private bool IsOwn(RunInfo info, string engine)
    {
        if (info.Engine != engine || info.Origin is not null || info.Step - (info.Parent?.Step ?? 0) < LeastSteps) return false;
        var choice = engines.Choice;
        return runs.Find(info.Id)?.Record is { } record && record.EngineTitle == choice.TitleOf(engine)
            && (choice.DeviceOf(engine) is not { } device || record.Device == device) && (record.Threads is null || record.Threads == engines.Threads);
    }

    /// <summary>The newest of these together; null where none of them recorded times.</summary>
    private StepTime? Time(IEnumerable<(RunInfo Run, double Work)> alike)
    {
        var times = alike.Select(one => (one.Work, Seconds: Read(one.Run))).Where(one => one.Seconds is not null).Take(MostRuns).ToList();
        return times.Count == 0 ? null : new(times.Average(one => one.Work), times.Select(one => one.Seconds!.Value).Order().ElementAt(times.Count / 2), times.Count);
    }

    /// <summary>The middle one of a run's last steps: one that was held up by something else is not it. Read again when it has twice the steps.</summary>
    private double? Read(RunInfo info)
    {
        if (_read.TryGetValue(info.Id, out var read) && info.Step >= read.Step && info.Step < 2 * read.Step) return read.Seconds;
        if (runs.Find(info.Id) is not { } run) return null;
        int own = Math.Min(LastSteps, info.Step - (info.Parent?.Step ?? 0));
        double? seconds = run.Metrics.MiddleTokenTime(own) is { } perToken ? perToken * info.Training.Batch * info.Model.Context : null;
        _read[info.Id] = (info.Step, seconds);
        return seconds;
    }
}

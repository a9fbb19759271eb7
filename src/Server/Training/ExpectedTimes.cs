// How long a run may take on each engine, told from steps that were timed on this machine: of runs, else of a short trial.
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Training;

/// <remarks>
/// A step's time is taken to grow evenly with its work between the two timed ones next to it: whatever a step costs beside its
/// work, it costs both. Beyond the largest one it grows as the work does; beyond the smallest, on the line through the smallest two,
/// if there are two.
/// </remarks>
public sealed class ExpectedTimes(MeasuredSteps measured, SpeedTrials trials, EngineShelf engines)
{
    /// <param name="task">Of a corpus that is one: what its estimates answer costs time.</param>
    public IReadOnlyList<ExpectedTime> Of(GptConfig model, TrainingConfig training, TaskExamples? task)
    {
        double work = StepWork.Of(model, training), steps = training.Steps + new EstimateSchedule(training, model.Context).CostInSteps(task);
        return [.. engines.Choice.Engines.Select(engine => On(engine, work, steps))];
    }

    private ExpectedTime On(EngineInfo engine, double work, double steps)
    {
        if (!engine.CanCompute) return new(engine.Name, null, TimeBasis.None, "cannot compute here");
        var known = measured.Near(engine.Name, work).ToList();
        bool needsTrial = known.Count < 2 && !known.Exists(time => MeasuredSteps.AreSame(time.Work, work)), isTried = false;
        if (needsTrial && trials.Of(engine.Name) is var tried)
        {
            isTried = tried is null;
            known.AddRange(tried ?? []);
        }
        if (known.Count == 0) return new(engine.Name, null, TimeBasis.None, engine.State == EngineState.NotLoaded ? "not measured: not loaded yet" : isTried ? "being measured" : "not measured yet: something trains");
        var (seconds, basis, used) = At(known, work);
        return new(engine.Name, seconds * steps, basis, Says(used));
    }

    /// <summary>Seconds of a step of so much work, how it was told, and from which of the known ones.</summary>
    public static (double Seconds, TimeBasis Basis, IReadOnlyList<StepTime> Used) At(IReadOnlyList<StepTime> known, double work)
    {
        // Of two of the same work the run's is nearer to what a run will take.
        List<StepTime> sorted = [.. known.OrderBy(time => time.Work).ThenByDescending(time => time.Runs)];
        if (sorted.Where(time => MeasuredSteps.AreSame(time.Work, work)).MaxBy(time => time.Runs) is { } same) return (same.Seconds, TimeBasis.Same, [same]);
        var (less, more) = (sorted.FindLast(time => time.Work < work), sorted.Find(time => time.Work > work));
        if (less is not null && more is not null) return (Line(less, more, work), TimeBasis.Between, [less, more]);
        if (less is not null) return (less.Seconds * work / less.Work, TimeBasis.Beyond, [less]);
        var second = sorted.Find(time => time.Work > more!.Work && !MeasuredSteps.AreSame(time.Work, more.Work));
        if (second is not null && Line(more!, second, 0) > 0) return (Line(more!, second, work), TimeBasis.Beyond, [more!, second]);
        return (more!.Seconds * work / more.Work, TimeBasis.Beyond, [more]);
    }

    private static double Line(StepTime less, StepTime more, double work) => less.Seconds + (more.Seconds - less.Seconds) * (work - less.Work) / (more.Work - less.Work);

    private static string Says(IReadOnlyList<StepTime> used)
    {
        int runs = used.Sum(time => time.Runs);
        string fromRuns = runs == 1 ? "1 run here" : $"{runs} runs here";
        return used.All(time => time.Runs > 0) ? $"from {fromRuns}" : runs == 0 ? "from a short trial here" : $"from {fromRuns} and a short trial";
    }
}

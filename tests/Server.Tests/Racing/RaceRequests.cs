// Races that tests start, and what makes two runs the same.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Racing;

internal static class RaceRequests
{
    /// <summary>Small racers on the play, measured often enough to have estimates.</summary>
    public static NewRace Of(int steps, params NewRacer[] racers) => new()
    {
        Corpus = "play",
        Steps = steps,
        Seed = 5,
        Batch = 4,
        EvalEvery = 10,
        EvalBatches = 1,
        Racers = racers,
    };

    public static NewRacer Racer(string preset) => new() { Preset = preset };

    /// <summary>A race that goes on until it is stopped.</summary>
    public static NewRace Endless(params NewRacer[] racers) => Of(1_000_000, racers) with { EvalEvery = 1_000_000 };

    /// <summary>What one racer of a race would be by itself.</summary>
    public static NewRun Alone(NewRace race, NewRacer racer) => new()
    {
        Preset = racer.Preset,
        Corpus = race.Corpus,
        Seed = race.Seed,
        Model = racer.Model,
        Training = (racer.Training ?? new()) with { Batch = race.Batch, Steps = race.Steps, EvalEvery = race.EvalEvery, EvalBatches = race.EvalBatches },
    };

    public static async Task<RaceInfo> StartAndFinish(this LabServer server, NewRace race)
    {
        var started = await server.Races.Start(race);
        return await server.UntilRace(started.Id, info => info.Status == RunStatus.Finished);
    }

    /// <summary>Losses, estimates, samples, kept attention and weights with optimizer are equal to the last bit.</summary>
    /// <param name="pausedAlike">Whether they were held at the same steps; if not, each has frames of its own there.</param>
    public static void AssertSame(LabServer first, string expected, LabServer second, string actual, bool pausedAlike = true)
    {
        var (a, b) = (first.Lab.MetricsOf(expected), second.Lab.MetricsOf(actual));
        Assert.NotEmpty(a.Step);
        Assert.Equal(a.Step, b.Step);
        Assert.Equal(a.TrainLoss, b.TrainLoss);
        Assert.Equal(a.LearningRate, b.LearningRate);
        Assert.Equal(a.GradientNorm, b.GradientNorm);
        Assert.Equivalent(a.Eval, b.Eval, strict: true);
        var (one, other) = (first.Run(expected), second.Run(actual));
        Assert.Equal(one.Samples.All, other.Samples.All);
        Assert.All(pausedAlike ? one.Frames.Steps : one.Frames.Steps.Intersect(other.Frames.Steps), step => Assert.Equal(one.Frames.Read(step), other.Frames.Read(step)));
        Assert.Equal(Checkpoint(one), Checkpoint(other));
    }

    private static byte[] Checkpoint(Server.Storage.Run run)
    {
        using var file = run.Checkpoints.Open(run.Checkpoints.Newest!.Value)!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}

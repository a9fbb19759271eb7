// What keeping history costs: blocks of steps with everything that a run keeps, and blocks of bare steps, in turns in the same run.
using System.Diagnostics;
using System.Globalization;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Bench;

/// <remarks>
/// History is metrics of every step, kept frames with the scores of their heads, and a checkpoint written and synced to the disk where
/// the server would: after as many steps as the preset has between estimates, if the last one is long enough ago for what it took. The server's own code does all of it. Estimates and texts are not history and are not made in the blocks.
/// </remarks>
internal static class HistoryBenchmark
{
    private const int Block = 50, WarmUp = 100;
    private static readonly List<double> withFrame = [], withoutFrame = [], saving = [];
    private static double spent, rest;
    private static int checkpoints;

    public static async Task Run(string[] arguments)
    {
        string preset = arguments.ElementAtOrDefault(0) ?? "small";
        int pairs = int.Parse(arguments.ElementAtOrDefault(1) ?? "30", CultureInfo.InvariantCulture);
        string folder = Directory.CreateTempSubdirectory("attentionlab-bench-").FullName;
        var builder = WebApplication.CreateBuilder(["--Lab:Data", folder, "--Logging:LogLevel:Default", "Warning"]);
        builder.Services.AddLab();
        try
        {
            await using var app = builder.Build();
            await Measure(app.Services, preset, pairs);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(IServiceProvider services, string preset, int pairs)
    {
        var (clock, options) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<LabOptions>());
        int between = Presets.Find(preset)!.Training.EvalEvery, steps = Math.Max(5_000, WarmUp + (2 * pairs * Block) + 1);
        var plan = await services.GetRequiredService<RunPlanner>().Plan(new NewRun { Preset = preset, Corpus = PlayCorpus.Id, Engine = EngineNames.Managed, Steps = steps, Training = new() { EvalEvery = steps, EvalBatches = 1 } }, default);
        var opener = services.GetRequiredService<RunOpener>();
        var run = services.GetRequiredService<RunStore>().Create((id, now) => opener.Record(plan, id, now));
        var (trainer, engine, _) = opener.Open(run, plan.Corpus);
        using var active = new ActiveRun(run, trainer, engine, options with { CheckpointSeconds = 3600 }, services.GetRequiredService<RunFeed>(), clock, racers: 1);
        Kept(active, WarmUp, between);

        var (with, without) = (new List<double>(), new List<double>());
        for (int pair = 0; pair < pairs; pair++)
        {
            with.Add(Milliseconds(() => Kept(active, Block, between)));
            spent += with[^1] * Block;
            without.Add(Milliseconds(() => Bare(trainer)));
        }
        Report(preset, between, with, without);
        run.Dispose();
    }

    /// <summary>As the training thread does it.</summary>
    private static void Kept(ActiveRun active, int steps, int between)
    {
        for (int goal = active.Trainer.StepsDone + steps; active.Trainer.StepsDone < goal;)
        {
            long turn = Stopwatch.GetTimestamp();
            active.Advance();
            (active.Run.Frames.Has(active.Trainer.StepsDone) ? withFrame : withoutFrame).Add(Stopwatch.GetElapsedTime(turn).TotalMilliseconds);
            if (active.Trainer.StepsDone % between != 0 || active.IsSaved || spent < rest) continue;
            long start = Stopwatch.GetTimestamp();
            active.Checkpoint();
            saving.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            rest = spent + (saving[^1] / ActiveRun.CheckpointsShare);
            checkpoints++;
        }
    }

    private static void Bare(ITrainer trainer)
    {
        for (int i = 0; i < Block; i++) trainer.Step();
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Block;
    }

    private static void Report(string preset, int between, List<double> with, List<double> without)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{preset}: {with.Count} pairs of {Block} steps, {checkpoints} checkpoints; milliseconds a step"));
        Console.WriteLine("| | with history | without | costs |");
        Console.WriteLine("|---|---|---|---|");
        Row("mean", with.Average(), without.Average());
        Row("median", At(with, 0.5), At(without, 0.5));
        Row("fastest quarter", At(with, 0.25), At(without, 0.25));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of the pairs' ratios: {(At([.. with.Zip(without, (a, b) => a / b)], 0.5) - 1) * 100:+0.0;-0.0} %"));
        Pieces(At(without, 0.5));
    }

    /// <summary>Piece by piece, as medians of single steps: a busy neighbour moves these least.</summary>
    private static void Pieces(double bare)
    {
        double step = At(withoutFrame, 0.5), frame = At(withFrame, 0.5) - step;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a kept frame {frame:F2} ms, a checkpoint {At(saving, 0.5):F1} ms, a step with its metrics {step:F3} ms; in a run with a frame every 10, 26 or 50 steps frames cost {frame / bare * 10:F1}, {frame / bare * 100 / 26:F1} or {frame / bare * 2:F1} %"));
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share));

    private static void Row(string name, double with, double without) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {with:F3} | {without:F3} | {(with / without - 1) * 100:+0.0;-0.0} % |"));
}

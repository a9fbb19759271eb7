// What estimates and samples cost a run: piece by piece next to a step, and as a share of all time so far.
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

/// <remarks>The share is of the turns of the training thread, as the server takes them: those that make a step with all that is recorded of it, and those that measure, knockouts included.</remarks>
internal static class EstimateBenchmark
{
    private const int Rounds = 20, WarmUp = 20;

    public static async Task Run(string[] arguments)
    {
        string preset = arguments.ElementAtOrDefault(0) ?? "small", engine = arguments.ElementAtOrDefault(2) ?? EngineNames.TorchSharp;
        int steps = int.Parse(arguments.ElementAtOrDefault(1) ?? "1000", CultureInfo.InvariantCulture);
        string folder = Directory.CreateTempSubdirectory("attentionlab-bench-").FullName;
        var builder = WebApplication.CreateBuilder(["--Lab:Data", folder, "--Logging:LogLevel:Default", "Warning"]);
        builder.Services.AddLab();
        try
        {
            await using var app = builder.Build();
            await Measure(app.Services, new NewRun { Preset = preset, Corpus = PlayCorpus.Id, Engine = engine }, steps);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(IServiceProvider services, NewRun request, int steps)
    {
        var plan = await services.GetRequiredService<RunPlanner>().Plan(request, default);
        var opener = services.GetRequiredService<RunOpener>();
        using var run = services.GetRequiredService<RunStore>().Create((id, now) => opener.Record(plan, id, now));
        var (trainer, engine, _) = opener.Open(run, plan.Corpus);
        using var active = new ActiveRun(run, trainer, engine, services.GetRequiredService<LabOptions>(), services.GetRequiredService<RunFeed>(), services.GetRequiredService<TimeProvider>(), racers: 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{request.Preset} on {request.Engine}: an estimate every {plan.Training.EvalEvery} steps over {plan.Training.EvalBatches} batches of each half, early ones over {new EstimateSchedule(plan.Training, plan.Model.Context).BatchesAt(1)?.ToString(CultureInfo.InvariantCulture) ?? "all"}"));
        Console.WriteLine("| step | measuring it, ms | in steps | of all time so far |");
        Console.WriteLine("|---|---|---|---|");
        double stepping = 0, measuring = 0, now = 0;
        var each = new List<double>();
        while (trainer.StepsDone < steps)
        {
            int before = trainer.StepsDone;
            double turn = Milliseconds(() => active.Advance());
            if (trainer.StepsDone == before)
            {
                measuring += turn;
                now += turn;
                continue;
            }
            if (now > 0) Row(before, now, each, stepping, measuring);
            (stepping, now) = (stepping + turn, 0);
            each.Add(turn);
        }
        Pieces(run, trainer, engine, plan);
    }

    private static void Row(int step, double now, List<double> each, double stepping, double measuring) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {step} | {now:F0} | {now / Median(each):F1} | {measuring / (stepping + measuring):P1} |"));

    /// <summary>What the schedule's arithmetic rests on: a batch of an estimate and a written token next to a step.</summary>
    private static void Pieces(Run run, ITrainer trainer, IEngine engine, RunPlan plan)
    {
        var weights = trainer.Snapshot();
        var samples = new SampleWriter(run, engine);
        for (int i = 0; i < WarmUp; i++) trainer.Step();
        double step = Median([.. Enumerable.Range(0, Rounds * 2).Select(_ => Milliseconds(() => trainer.Step()))]);
        double batch = Median([.. Enumerable.Range(0, Rounds).Select(_ => Milliseconds(() => trainer.MeasureLoss(weights, 4).Last()) / 8)]);
        double token = Median([.. Enumerable.Range(0, Rounds).Select(_ => Milliseconds(() => samples.Write(weights, EstimateSchedule.SampleTokens).Last()) / EstimateSchedule.SampleTokens)]);
        int tokens = plan.Training.Batch * plan.Model.Context;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a step {step:F2} ms; a batch of an estimate {batch:F2} ms, {batch / step:F2} of a step; a written token {token:F3} ms, as long as {token / (step / (3 * tokens)):F0} tokens of a batch; a sample {token * EstimateSchedule.SampleTokens / step:F1} steps"));
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);
}

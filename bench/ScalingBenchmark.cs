// How the time of a training step grows with channels, context, batch and threads: a table and a chart.
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

/// <param name="Axis">What varies.</param>
/// <param name="Value">How much of it.</param>
/// <param name="Milliseconds">Of a step.</param>
/// <param name="Gigaflop">In the step's matrix products.</param>
internal readonly record struct ScalingPoint(string Axis, int Value, double Milliseconds, double Gigaflop)
{
    public double GigaflopPerSecond => Gigaflop / Milliseconds * 1e3;
}

internal static class ScalingBenchmark
{
    private const int Rounds = 5;
    private const int Batch = 16;

    private static readonly GptConfig centre = new() { Layers = 4, Heads = 4, Channels = 128, Context = 64 };

    /// <param name="arguments">The files to write: a table (.md) and a chart (.svg); none prints the table only.</param>
    public static void Run(string[] arguments)
    {
        var settings = new List<(string Axis, int Value, GptConfig Model, int Batch, int Threads)>();
        int all = Environment.ProcessorCount;
        foreach (int channels in new[] { 32, 64, 128, 256, 512 }) settings.Add(("channels", channels, centre with { Channels = channels }, Batch, all));
        foreach (int context in new[] { 16, 32, 64, 128, 256, 512 }) settings.Add(("context", context, centre with { Context = context }, Batch, all));
        foreach (int batch in new[] { 2, 4, 8, 16, 32, 64 }) settings.Add(("batch", batch, centre, batch, all));
        foreach (int threads in new[] { 1, 2, 4, 8 }.Where(threads => threads <= all)) settings.Add(("threads", threads, centre, Batch, threads));
        List<ScalingPoint> points = [.. settings.Select(one => new ScalingPoint(one.Axis, one.Value, Time(one.Model, one.Batch, one.Threads), StepBenchmark.Work(one.Model, one.Batch) / 1e9))];
        string table = Table(points);
        Console.WriteLine(table);
        foreach (string file in arguments)
            File.WriteAllText(file, file.EndsWith(".svg", StringComparison.Ordinal) ? ScalingChart.Draw(points) : table);
    }

    // Milliseconds: the least over rounds of some steps.
    private static double Time(GptConfig model, int batch, int threads)
    {
        var corpus = PlayCorpus.Load();
        var training = Presets.Find("small")!.Training with { Batch = batch };
        using var trainer = new Trainer(model with { Vocabulary = corpus.Tokenizer.Vocabulary }, training, corpus, 1337);
        ForkJoin.Threads = threads;
        long start = Stopwatch.GetTimestamp();
        while (trainer.StepsDone < 5 || (trainer.StepsDone < 100 && Stopwatch.GetElapsedTime(start).TotalSeconds < 1)) trainer.Step();
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long begun = Stopwatch.GetTimestamp();
            do
            {
                long before = Stopwatch.GetTimestamp();
                trainer.Step();
                best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }
            while (Stopwatch.GetElapsedTime(begun).TotalSeconds < 0.15);
        }
        NativeMemoryPool.Trim();
        return best;
    }

    private static string Table(IReadOnlyList<ScalingPoint> points)
    {
        var lines = new List<string>
        {
            $"{centre.Layers} layers, {centre.Heads} heads; where nothing else is said {centre.Channels} channels, context {centre.Context}, batch {Batch}, {Environment.ProcessorCount} threads.",
            "",
            "| | | step | GFLOP in products | GFLOP/s |",
            "|---|---|---|---|---|",
        };
        lines.AddRange(points.Select(point => string.Create(CultureInfo.InvariantCulture,
            $"| {point.Axis} | {point.Value} | {point.Milliseconds:F2} ms | {point.Gigaflop:F3} | {point.GigaflopPerSecond:F0} |")));
        return string.Join('\n', lines) + "\n";
    }
}

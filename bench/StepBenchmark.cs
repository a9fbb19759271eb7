// A training step (forward, backward, clip, AdamW) of a preset next to the same step in PyTorch, in rounds that take turns.
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static class StepBenchmark
{
    private const int Rounds = 12, RoundsOfLong = 4;

    public static void Run(string[] presets)
    {
        string? missing = PyTorchPeer.Unavailable();
        if (missing != null) Console.WriteLine($"No peer: {missing}. Only our own times follow.");
        foreach (string name in presets.Length > 0 ? presets : ["tiny", "small", "medium"])
        {
            if (Presets.Find(name) is { } preset) Measure(preset, missing == null);
            else Console.WriteLine($"No preset '{name}'; there are {string.Join(", ", Presets.All.Select(one => one.Name))}.");
        }
    }

    /// <summary>Only steps, for a profiler to look at: preset, number of steps, threads.</summary>
    public static void Train(string[] arguments)
    {
        var preset = Presets.Find(arguments.ElementAtOrDefault(0) ?? "small") ?? throw new ArgumentException($"No preset '{arguments[0]}'.", nameof(arguments));
        int steps = int.Parse(arguments.ElementAtOrDefault(1) ?? "300", CultureInfo.InvariantCulture);
        if (arguments.ElementAtOrDefault(2) is { } threads) ForkJoin.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
        var corpus = PlayCorpus.Load();
        using var trainer = new Trainer(preset.Model with { Vocabulary = corpus.Tokenizer.Vocabulary }, preset.Training, corpus, 1337);
        Time(trainer, steps / 2);
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        double fastest = Time(trainer, steps);
        process.Refresh();
        double used = (process.TotalProcessorTime - before).TotalMilliseconds / steps;
        Console.WriteLine($"{preset.Name}: fastest step {fastest:F2} ms, processor time of a step {used:F2} ms, loss {trainer.Step().Loss:F4}");
    }

    private static void Measure(Preset preset, bool withPeer)
    {
        var corpus = PlayCorpus.Load();
        var model = preset.Model with { Vocabulary = corpus.Tokenizer.Vocabulary };
        using var trainer = new Trainer(model, preset.Training, corpus, 1337);
        int[] threadCounts = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
        var ours = threadCounts.ToDictionary(threads => threads, _ => double.PositiveInfinity);
        for (int i = 0; i < 40 && (i < 3 || trainer.StepsDone < 3000 / model.Channels); i++) trainer.Step();
        double once = Time(trainer, 2);
        int steps = (int)Math.Clamp(300 / once, 1, 200);

        List<PyTorchPeer> peers = withPeer ? [.. PyTorchPeer.Fastest(PyTorchPeer.Start(model, preset.Training.Batch), steps)] : [];
        double peak = 0;
        for (int round = 0; round < (once > 1000 ? RoundsOfLong : Rounds); round++)
        {
            foreach (int threads in threadCounts)
            {
                ForkJoin.Threads = threads;
                ours[threads] = Math.Min(ours[threads], Time(trainer, steps));
            }
            for (int i = 0; i < 40; i++) peak = Math.Max(peak, PeakBenchmark.Round());
            foreach (PyTorchPeer peer in peers) peer.Steps(steps);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < steps; i++) trainer.Step();
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / steps;
        double best = ours.Values.Min(), work = Work(model, preset.Training.Batch);
        Console.WriteLine($"{preset.Name}: {model.Layers} layers, {model.Heads} heads, {model.Channels} channels, context {model.Context}, batch {preset.Training.Batch}, dropout {model.Dropout}");
        foreach (var (threads, time) in ours) Console.WriteLine($"  {$"AttentionLab, {threads} threads",-48}{time,10:F2} ms");
        foreach (PyTorchPeer peer in peers) Console.WriteLine($"  {peer.Name,-48}{peer.Best,10:F2} ms  ({peer.Description})");
        Console.WriteLine($"  {work / 1e9:F2} GFLOP in matrix products: {work / best / 1e6:F0} GFLOP/s, {work / best / 1e6 / peak:P0} of the peak {peak:F0}; {allocated} managed bytes a step");
        if (peers.Count > 0) Console.WriteLine($"  ratio: {peers.Min(peer => peer.Best) / best:F2} times as fast as PyTorch at its best");
        foreach (PyTorchPeer peer in peers) peer.Dispose();
        NativeMemoryPool.Trim();
    }

    // Milliseconds of the fastest of some steps.
    private static double Time(Trainer trainer, int steps)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            trainer.Step();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }

    /// <summary>Operations of all matrix products, forward once and backward twice; of attention only what the mask leaves.</summary>
    public static double Work(GptConfig model, int batch)
    {
        double tokens = (double)batch * model.Context, channels = model.Channels;
        double layer = 12 * channels * channels * tokens;
        double attention = 2 * channels * tokens * (model.Context + 1) / 2;
        return 3 * 2 * ((model.Layers * (layer + attention)) + (channels * model.Vocabulary * tokens));
    }
}

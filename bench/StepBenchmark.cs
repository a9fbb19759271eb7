// A training step (forward, backward, clip, AdamW) of a preset on both engines next to the same step in PyTorch, in rounds that take turns, quiet and busy.
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static class StepBenchmark
{
    private const int Rounds = 10, RoundsOfLong = 3, BusyRounds = 3;
    private const double RoundMilliseconds = 300;

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

    /// <summary>Only steps of the managed engine, for a profiler to look at: preset, number of steps, threads.</summary>
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
        int all = Environment.ProcessorCount;
        var model = preset.Model with { Vocabulary = PlayCorpus.Load().Tokenizer.Vocabulary };
        EnginePeer managed = new("managed", EngineNames.Managed, preset.Name, all), torchSharp = new("TorchSharp", EngineNames.TorchSharp, preset.Name, all);
        EnginePeer asItComes = new("TorchSharp, threads that wait as they come", EngineNames.TorchSharp, preset.Name, all, ("GOMP_SPINCOUNT", "300000")), oneThread = new("TorchSharp, one thread", EngineNames.TorchSharp, preset.Name, 1);
        EnginePeer[] engines = [managed, torchSharp, asItComes, oneThread];
        torchSharp.Steps(2);
        int steps = (int)Math.Clamp(RoundMilliseconds / torchSharp.Best.Step, 1, 200);
        PyTorchPeer[] pytorch = withPeer ? [.. PyTorchPeer.Fastest(PyTorchPeer.Start(model, preset.Training.Batch), steps)] : [];
        double peak = 0;
        var quiet = engines.ToDictionary(engine => engine, _ => double.PositiveInfinity);
        for (int round = 0; round < (torchSharp.Best.Step > 1000 ? RoundsOfLong : Rounds); round++)
        {
            foreach (var engine in engines)
            {
                engine.Steps(steps);
                quiet[engine] = Math.Min(quiet[engine], engine.Mean);
            }
            for (int i = 0; i < 40; i++) peak = Math.Max(peak, PeakBenchmark.Round());
            foreach (var peer in pytorch) peer.Steps(steps);
        }
        var busy = Busy(engines, pytorch, steps);
        Print(preset, model, engines, pytorch, quiet, busy, peak);
        foreach (var engine in engines) engine.Dispose();
        foreach (var peer in pytorch) peer.Dispose();
    }

    /// <summary>Least mean of a round beside one busy loop, as a browser that draws is.</summary>
    private static Dictionary<string, double> Busy(EnginePeer[] engines, PyTorchPeer[] pytorch, int steps)
    {
        var means = new Dictionary<string, double>();
        void Note(string name, double mean) => means[name] = Math.Min(means.GetValueOrDefault(name, double.PositiveInfinity), mean);
        using var loop = Process.Start(new ProcessStartInfo("sh", ["-c", "while :; do :; done"]))!;
        try
        {
            for (int round = 0; round < BusyRounds; round++)
            {
                foreach (var engine in engines)
                {
                    engine.Steps(Math.Min(steps, 40));
                    Note(engine.Name, engine.Mean);
                }
                foreach (var peer in pytorch)
                {
                    peer.Steps(Math.Min(steps, 40));
                    Note(peer.Name, peer.Mean);
                }
            }
        }
        finally
        {
            loop.Kill();
        }
        return means;
    }

    private static void Print(Preset preset, GptConfig model, EnginePeer[] engines, PyTorchPeer[] pytorch, Dictionary<EnginePeer, double> quiet, Dictionary<string, double> busy, double peak)
    {
        Console.WriteLine($"{preset.Name}: {model.Layers} layers, {model.Heads} heads, {model.Channels} channels, context {model.Context}, batch {preset.Training.Batch}, dropout {model.Dropout}");
        Console.WriteLine($"  {"milliseconds a step",-48}{"best",10}{"mean",10}{"busy",10}   of the best: forward, backward, clip, update");
        foreach (var engine in engines)
        {
            var parts = engine.Best.Parts;
            Console.WriteLine($"  {engine.Name,-48}{engine.Best.Step,10:F2}{quiet[engine],10:F2}{busy[engine.Name],10:F2}   {parts.Forward:F2}, {parts.Backward:F2}, {parts.Clip:F2}, {parts.Update:F2}; {engine.Best.Allocated} managed bytes");
        }
        foreach (var peer in pytorch) Console.WriteLine($"  {peer.Name,-48}{peer.Best,10:F2}{"",10}{busy[peer.Name],10:F2}   {peer.Description}");
        var (managed, torchSharp) = (engines[0].Best.Step, engines[1].Best.Step);
        double work = Work(model, preset.Training.Batch);
        Console.WriteLine($"  {work / 1e9:F2} GFLOP in matrix products: managed {work / managed / 1e6:F0} GFLOP/s, {work / managed / 1e6 / peak:P0} of the peak {peak:F0}");
        Console.WriteLine($"  managed is {torchSharp / managed:F2} times as fast as TorchSharp{(pytorch.Length == 0 ? "" : $", {pytorch.Min(peer => peer.Best) / managed:F2} times as fast as PyTorch at its best; TorchSharp {pytorch.Min(peer => peer.Best) / torchSharp:F2} times")}; busy, TorchSharp takes {busy[engines[1].Name] / quiet[engines[1]]:F2} times the quiet mean");
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

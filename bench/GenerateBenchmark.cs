// Text from a model with its key-value cache, next to PyTorch with one, and next to reading the weights once per token.
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static unsafe class GenerateBenchmark
{
    private const int Rounds = 20;

    public static void Run(string[] presets)
    {
        string? missing = PyTorchPeer.Unavailable();
        if (missing != null) Console.WriteLine($"No peer: {missing}. Only our own times follow.");
        foreach (string name in presets.Length > 0 ? presets : ["small", "scaled"])
        {
            if (Presets.Find(name) is { } preset) Measure(preset, missing == null);
            else Console.WriteLine($"No preset '{name}'; there are {string.Join(", ", Presets.All.Select(one => one.Name))}.");
        }
    }

    /// <summary>Only text, for a profiler to look at: preset, number of whole contexts.</summary>
    public static void Write(string[] arguments)
    {
        var preset = Presets.Find(arguments.ElementAtOrDefault(0) ?? "small") ?? throw new ArgumentException($"No preset '{arguments[0]}'.", nameof(arguments));
        using InferenceModel model = Make(preset.Model);
        for (int i = 0; i < int.Parse(arguments.ElementAtOrDefault(1) ?? "100", CultureInfo.InvariantCulture); i++) Window(model);
        double best = double.PositiveInfinity;
        for (int i = 0; i < 20; i++) best = Math.Min(best, Window(model));
        Console.WriteLine($"{preset.Name}: {best:F4} ms a token");
    }

    private static void Measure(Preset preset, bool withPeer)
    {
        using InferenceModel model = Make(preset.Model);
        GptConfig config = model.Config;
        int[] threadCounts = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
        var ours = threadCounts.ToDictionary(threads => threads, _ => double.PositiveInfinity);
        for (int i = 0; i < 30; i++) Window(model);
        Slide(model, 8);
        List<PyTorchPeer> peers = withPeer ? [.. PyTorchPeer.Fastest(PyTorchPeer.Start(config, 1, "peer_generate.py"), 4 * config.Context)] : [];
        long weights = config.ParameterCount - ((long)config.Context * config.Channels) - ((long)config.Vocabulary * config.Channels);
        float* cells = (float*)NativeMemoryPool.Rent(weights * sizeof(float));
        new Span<float>(cells, checked((int)weights)).Fill(1);
        double reading = double.PositiveInfinity, sliding = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (int threads in threadCounts)
            {
                ForkJoin.Threads = threads;
                for (int i = 0; i < 3; i++) ours[threads] = Math.Min(ours[threads], Window(model));
                for (int i = 0; i < 10; i++) reading = Math.Min(reading, BandwidthBenchmark.Sum(cells, weights) * 1e3);
            }
            sliding = Math.Min(sliding, Slide(model, 4));
            foreach (PyTorchPeer peer in peers) peer.Steps(3 * config.Context);
        }
        NativeMemoryPool.Return(cells);

        double best = ours.Values.Min();
        Console.WriteLine($"{preset.Name}: {config.Layers} layers, {config.Heads} heads, {config.Channels} channels, context {config.Context}; one text of {config.Context} tokens, milliseconds a token");
        foreach (var (threads, time) in ours) Console.WriteLine($"  {$"AttentionLab, {threads} threads",-48}{time,10:F4} ms");
        foreach (PyTorchPeer peer in peers) Console.WriteLine($"  {peer.Name,-48}{peer.Best,10:F4} ms  ({peer.Description})");
        Console.WriteLine($"  {$"reading {weights * sizeof(float) / 1e6:F1} MB of weights once",-48}{reading,10:F4} ms  ({weights * sizeof(float) / reading / 1e6:F1} GB/s); a token takes {best / reading:F2} times as long");
        Console.WriteLine($"  {"a token beyond the context, window computed anew",-48}{sliding,10:F4} ms");
        if (peers.Count > 0) Console.WriteLine($"  ratio: {peers.Min(peer => peer.Best) / best:F2} times as fast as PyTorch at its best");
        foreach (PyTorchPeer peer in peers) peer.Dispose();
        NativeMemoryPool.Trim();
    }

    private static InferenceModel Make(GptConfig config)
    {
        using var model = new Gpt(config, 1337);
        return new InferenceModel(ModelWeights.Copy(model, 0));
    }

    // Milliseconds a token for a text that fills the context.
    private static double Window(InferenceModel model) => Time(model, [1], model.Config.Context);

    // Milliseconds a token where every token moves the window.
    private static double Slide(InferenceModel model, int tokens) => Time(model, new int[model.Config.Context + 1], tokens);

    private static double Time(InferenceModel model, int[] prompt, int tokens)
    {
        var settings = new SamplerSettings { Tokens = tokens, Candidates = 0 };
        long start = Stopwatch.GetTimestamp();
        int drawn = model.Generate(prompt, settings).Count();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / drawn;
    }
}

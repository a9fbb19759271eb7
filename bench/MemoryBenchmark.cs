// Peak memory of training next to PyTorch, each in a process of its own, and whether a long run grows.
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

/// <remarks>What is counted is all that the process ever held at once, runtime and libraries included: VmHWM of /proc/PID/status.</remarks>
internal static class MemoryBenchmark
{
    private const int Steps = 3;
    private const int Samples = 10;

    private static readonly GptConfig least = new() { Layers = 1, Heads = 2, Channels = 8, Context = 4 };

    public static void Run(string[] arguments)
    {
        switch (arguments.ElementAtOrDefault(0))
        {
            case "step": Step(arguments[1]); break;
            case "long": Long(); break;
            case null: Compare(["small", "scaled"]); break;
            default: Compare(arguments); break;
        }
    }

    private static void Compare(string[] presets)
    {
        string? missing = PyTorchPeer.Unavailable();
        if (missing != null) Console.WriteLine($"No peer: {missing}. Only our own memory follows.");
        foreach (string name in presets)
        {
            var preset = Presets.Find(name) ?? throw new ArgumentException($"No preset '{name}'.", nameof(presets));
            Console.WriteLine($"{name}, peak of the whole process after {Steps} training steps:");
            using var own = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["memory", "step", name]))!;
            own.WaitForExit();
            if (missing != null) continue;
            foreach (PyTorchPeer peer in PyTorchPeer.ForMemory(preset.Model, preset.Training.Batch))
            {
                using (peer)
                {
                    peer.Steps(Steps);
                    Console.WriteLine($"  {peer.Name,-52}{Status(peer.Id, "VmHWM"),9:F1} MB");
                }
            }
        }
    }

    private static void Step(string name)
    {
        using Trainer trainer = Make(Presets.Find(name)!);
        for (int i = 0; i < Steps; i++) trainer.Step();
        string what = $"AttentionLab, {ForkJoin.Threads} threads";
        Console.WriteLine($"  {what,-52}{Status(Environment.ProcessId, "VmHWM"),9:F1} MB");
    }

    // Steps so small that 100,000 take seconds, then steps at small: what the process holds must stay where it was.
    private static void Long()
    {
        Preset small = Presets.Find("small")!;
        Grow("1 layer, 2 heads, 8 channels, context 4, batch 2", small with { Model = least, Training = small.Training with { Batch = 2 } }, 100_000);
        Grow("small", small, 2_000);
    }

    private static void Grow(string name, Preset preset, int steps)
    {
        Console.WriteLine($"{name}: {steps} steps");
        Console.WriteLine("      step  working set  managed heap  native in use  native kept  managed bytes a step  collections");
        using Trainer trainer = Make(preset);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        int collections = GC.CollectionCount(0), done = 0;
        for (int sample = 1; sample <= Samples; sample++)
        {
            int until = steps / Samples * sample, made = until - done;
            for (; done < until; done++) trainer.Step();
            long now = GC.GetAllocatedBytesForCurrentThread();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{done,10}{Status(Environment.ProcessId, "VmRSS"),10:F1} MB{GC.GetTotalMemory(true) / 1e6,11:F2} MB{NativeMemoryPool.BytesInUse / 1e6,12:F2} MB{NativeMemoryPool.BytesHeld / 1e6,10:F2} MB{(now - allocated) / made,22}{GC.CollectionCount(0) - collections,13}"));
            allocated = GC.GetAllocatedBytesForCurrentThread();
            collections = GC.CollectionCount(0);
        }
    }

    private static Trainer Make(Preset preset)
    {
        var corpus = PlayCorpus.Load();
        return new(preset.Model with { Vocabulary = corpus.Tokenizer.Vocabulary }, preset.Training, corpus, 1337);
    }

    /// <summary>Megabytes of 10^6 bytes, as the system counts a process.</summary>
    private static double Status(int process, string field)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return double.Parse(line[(field.Length + 1)..^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}

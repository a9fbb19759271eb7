// The fused attention at the sizes of presets, forward and backward, in milliseconds and in percent of the peak.
using System.Diagnostics;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static unsafe class AttentionBenchmark
{
    private const int Rounds = 60, Copies = 6;      // as many layers as the model has: what one layer leaves in the caches, the next five push out

    public static void Run(string[] presets)
    {
        foreach (string name in presets.Length > 0 ? presets : ["small", "medium"])
        {
            if (Presets.Find(name) is { } preset) Measure(name, preset.Model, preset.Training.Batch);
            else Console.WriteLine($"No preset '{name}'; there are {string.Join(", ", Presets.All.Select(one => one.Name))}.");
        }
    }

    // Queries, keys and values lie packed (B, T, 3 C), as the model makes them, and so do their gradients.
    private static void Measure(string name, GptConfig model, int batch)
    {
        int size = model.Channels / model.Heads, tokens = batch * model.Context;
        long cells = (long)tokens * model.Channels;
        var packed = new CausalAttention.Layout((long)model.Context * 3 * model.Channels, size, 3 * model.Channels);
        var joined = new CausalAttention.Layout((long)model.Context * model.Channels, size, model.Channels);
        long each = (8 * cells) + ((long)tokens * model.Heads);
        float* memory = (float*)NativeMemoryPool.Rent(Copies * each * sizeof(float));
        NormalNumbers(memory, Copies * each);
        double forward = double.PositiveInfinity, backward = double.PositiveInfinity, peak = 0, scale = 1 / Math.Sqrt(size);
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int copy = 0; copy < Copies; copy++)
            {
                float* q = memory + (copy * each), y = q + (3 * cells), logSumExp = q + (8 * cells);
                CausalAttention.Forward(q, packed, q + model.Channels, packed, q + (2 * model.Channels), packed, y, joined, logSumExp,
                    batch, model.Heads, model.Context, model.Context, size, (float)scale, true, (float)model.Dropout, 1, 1);
            }
            forward = Math.Min(forward, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            for (int copy = 0; copy < Copies; copy++)
            {
                float* q = memory + (copy * each), y = q + (3 * cells), dy = q + (4 * cells), dq = q + (5 * cells), logSumExp = q + (8 * cells);
                CausalAttention.Backward(q, packed, q + model.Channels, packed, q + (2 * model.Channels), packed, y, joined, dy, joined, logSumExp,
                    dq, packed, dq + model.Channels, packed, dq + (2 * model.Channels), packed,
                    batch, model.Heads, model.Context, model.Context, size, (float)scale, true, (float)model.Dropout, 1, 1);
            }
            backward = Math.Min(backward, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            for (int i = 0; i < 4; i++) peak = Math.Max(peak, PeakBenchmark.Round());
        }
        // What the mask leaves of two products; backward has twice that.
        double work = Copies * 2.0 * 2 * model.Channels * tokens * (model.Context + 1) / 2;
        Console.WriteLine($"{name}, {Copies} layers: forward {forward:F2} ms, {work / forward / 1e6 / peak:P0} of the peak; backward {backward:F2} ms, {2 * work / backward / 1e6 / peak:P0}");
        NativeMemoryPool.Return(memory);
    }

    private static void NormalNumbers(float* target, long count)
    {
        var random = new Random(1);
        for (long i = 0; i < count; i++) target[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
    }
}

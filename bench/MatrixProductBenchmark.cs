// Matrix products at the shapes of GPT training steps, in GFLOP/s and in percent of the measured peak.
using System.Diagnostics;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static unsafe class MatrixProductBenchmark
{
    // Y = X W^T, dX = dY W, dW = dY^T X: the three products of a linear layer with its weight stored (out, in).
    private enum Kind { Forward, Input, Weight }

    private const long ColdBytes = 64L << 20;
    private const int MostCopies = 64;

    private readonly record struct Shape(string Name, Kind Kind, int Batch, int M, int N, int K);

    public static void Run(string? filter)
    {
        int all = Environment.ProcessorCount;
        int[] threadCounts = [.. new[] { 1, all }.Distinct()];
        Console.WriteLine($"{"shape",-36}{"m x k x n",-20}" + string.Concat(threadCounts.Select(threads => $"{$"{threads} thr. GFLOP/s",18}{"of peak",9}")));
        foreach (Shape shape in Shapes().Where(shape => filter is null || shape.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            string line = $"{shape.Name,-36}{(shape.Batch > 1 ? $"{shape.Batch} of " : "") + $"{shape.M}x{shape.K}x{shape.N}",-20}";
            foreach (int threads in threadCounts)
            {
                var (rate, peak) = Measure(shape, threads);
                line += $"{rate,18:F0}{rate / peak,9:P0}";
            }
            Console.WriteLine(line);
        }
        ForkJoin.Threads = all;
    }

    private static IEnumerable<Shape> Shapes()
    {
        foreach (var (preset, channels, rows, context, heads) in new[] { ("tiny", 32, 256, 8, 4), ("small", 128, 768, 64, 4), ("medium", 192, 2048, 128, 6), ("large", 384, 16384, 256, 6) })
        {
            foreach (var (layer, inputs, outputs) in new[] { ("qkv", channels, 3 * channels), ("projection", channels, channels), ("up", channels, 4 * channels), ("down", 4 * channels, channels), ("head", channels, 65) })
            {
                yield return new($"{preset} {layer} forward", Kind.Forward, 1, rows, outputs, inputs);
                yield return new($"{preset} {layer} input gradient", Kind.Input, 1, rows, inputs, outputs);
                yield return new($"{preset} {layer} weight gradient", Kind.Weight, 1, outputs, inputs, rows);
            }
            int batch = rows / context * heads;
            yield return new($"{preset} q k^T", Kind.Forward, batch, context, context, channels / heads);
            yield return new($"{preset} weights v", Kind.Input, batch, context, channels / heads, context);
        }
    }

    // Best rates of the product and of the peak, in rounds that take turns: the clock rate of a shared machine wanders.
    private static (double Rate, double Peak) Measure(Shape shape, int threads)
    {
        ForkJoin.Threads = threads;
        long sizeA = (long)shape.M * shape.K, sizeB = (long)shape.K * shape.N, sizeC = (long)shape.M * shape.N;
        // As in training, activations come from memory that other products have pushed out of the caches meanwhile.
        long bytes = sizeof(float) * shape.Batch * (sizeA + sizeB + sizeC);
        int copies = (int)Math.Clamp(ColdBytes / bytes, 1, MostCopies);
        bool weightIsB = shape.Kind != Kind.Weight && shape.Batch == 1;
        long everyB = weightIsB ? 0 : shape.Batch * sizeB, everyC = shape.Kind == Kind.Weight ? 0 : shape.Batch * sizeC;
        float* a = Filled(copies * shape.Batch * sizeA), b = Filled(shape.Batch * sizeB + ((copies - 1) * everyB)), c = Filled(shape.Batch * sizeC + ((copies - 1) * everyC));
        int next = 0;
        var (aRow, aColumn) = shape.Kind == Kind.Weight ? (1L, (long)shape.M) : (shape.K, 1L);
        var (bRow, bColumn) = shape.Kind == Kind.Forward ? (1L, (long)shape.K) : (shape.N, 1L);
        double work = 2.0 * shape.Batch * shape.M * shape.N * shape.K, best = double.MaxValue, peak = 0;
        long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * 3 / 10);
        while (Stopwatch.GetTimestamp() < until)
        {
            for (int turn = 0; turn < 8; turn++)
            {
                next = (next + 1) % copies;
                long start = Stopwatch.GetTimestamp();
                MatrixProduct.MultiplyBatch(shape.Batch, shape.M, shape.N, shape.K, a + (next * shape.Batch * sizeA), sizeA, aRow, aColumn,
                    b + (next * everyB), sizeB, bRow, bColumn, c + (next * everyC), sizeC, shape.N, false);
                double time = Stopwatch.GetElapsedTime(start).TotalSeconds;
                best = Math.Min(best, time);
                if (time > 0.001) break;
            }
            for (int turn = 0; turn < 2; turn++) peak = Math.Max(peak, PeakBenchmark.Round());
        }
        foreach (nint block in new[] { (nint)a, (nint)b, (nint)c }) NativeMemoryPool.Return((void*)block);
        return (work / best / 1e9, peak);
    }

    private static float* Filled(long n)
    {
        float* block = (float*)NativeMemoryPool.Rent(n * sizeof(float));
        Philox.Uniform(block, n, 1, 1);
        return block;
    }
}

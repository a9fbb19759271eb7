// How fast the machine reads weights: a plain sum over as many bytes as a model's weights have, again and again.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static unsafe class BandwidthBenchmark
{
    private const int Rounds = 40;

    public static void Run(string[] arguments)
    {
        double[] sizes = arguments.Length > 0
            ? [.. arguments.Select(argument => double.Parse(argument, CultureInfo.InvariantCulture))]
            : [0.5, 3.2, 43, 400];
        foreach (double megabytes in sizes)
        {
            long count = (long)(megabytes * 1e6 / sizeof(float));
            float* cells = (float*)NativeMemoryPool.Rent(count * sizeof(float));
            new Span<float>(cells, checked((int)count)).Fill(1);
            foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                ForkJoin.Threads = threads;
                double best = double.PositiveInfinity;
                for (int round = 0; round < Rounds; round++) best = Math.Min(best, Sum(cells, count));
                Console.WriteLine($"{megabytes,6} MB, {threads} threads: {best * 1e3,8:F3} ms, {count * sizeof(float) / best / 1e9,6:F1} GB/s");
            }
            NativeMemoryPool.Return(cells);
        }
    }

    /// <summary>Seconds for one sum over all cells on the threads set now.</summary>
    public static double Sum(float* cells, long count)
    {
        long start = Stopwatch.GetTimestamp();
        ForkJoin.For(count / 1024, 16, (from, to) => Keep(Sum512(cells + (from * 1024), (to - from) * 1024)));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Eight chains, so that loading is what takes the time.
    private static float Sum512(float* cells, long count)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (float* end = cells + count; cells < end; cells += 128)
        {
            s0 += Vector512.Load(cells);
            s1 += Vector512.Load(cells + 16);
            s2 += Vector512.Load(cells + 32);
            s3 += Vector512.Load(cells + 48);
            s4 += Vector512.Load(cells + 64);
            s5 += Vector512.Load(cells + 80);
            s6 += Vector512.Load(cells + 96);
            s7 += Vector512.Load(cells + 112);
        }
        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    // So that the compiler does not leave the sum out.
    private static void Keep(float sum)
    {
        if (float.IsNaN(sum)) throw new InvalidOperationException("The cells must hold numbers.");
    }
}

// The most float32 multiply-adds a second that the machine's registers allow: the yardstick for every product.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static class PeakBenchmark
{
    private const int Iterations = 40_000;

    public static void Run()
    {
        Console.WriteLine($"widest SIMD: {Width()} bits");
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            ForkJoin.Threads = threads;
            double best = 0;
            for (int round = 0; round < 200; round++) best = Math.Max(best, Round());
            Console.WriteLine($"{threads} threads: {best:F0} GFLOP/s");
        }
    }

    /// <summary>GFLOP/s of one round of some 150 microseconds on the threads set now, two operations a multiply-add.</summary>
    public static double Round()
    {
        int threads = ForkJoin.Threads;
        long start = Stopwatch.GetTimestamp();
        ForkJoin.For(threads, 1, (from, to) =>
        {
            for (long i = from; i < to; i++) Chains();
        });
        return (double)threads * Iterations * (Width() == 512 ? 20 : 12) * 2 * (Width() / 32) / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    private static int Width() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static void Chains()
    {
        if (Vector512.IsHardwareAccelerated) Chains512(Iterations);
        else if (Vector256.IsHardwareAccelerated) Chains256(Iterations);
        else Chains128(Iterations);
    }

    // Independent chains hide the latency of the multiply-add: as many as the registers hold.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Chains512(int iterations)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.001f);
        Vector512<float> c0 = Vector512.Create(0f), c1 = Vector512.Create(1f), c2 = Vector512.Create(2f), c3 = Vector512.Create(3f);
        Vector512<float> c4 = Vector512.Create(4f), c5 = Vector512.Create(5f), c6 = Vector512.Create(6f), c7 = Vector512.Create(7f);
        Vector512<float> c8 = Vector512.Create(8f), c9 = Vector512.Create(9f), c10 = Vector512.Create(10f), c11 = Vector512.Create(11f);
        Vector512<float> c12 = Vector512.Create(12f), c13 = Vector512.Create(13f), c14 = Vector512.Create(14f), c15 = Vector512.Create(15f);
        Vector512<float> c16 = Vector512.Create(16f), c17 = Vector512.Create(17f), c18 = Vector512.Create(18f), c19 = Vector512.Create(19f);
        for (int i = 0; i < iterations; i++)
        {
            c0 = Vector512.MultiplyAddEstimate(c0, x, y);
            c1 = Vector512.MultiplyAddEstimate(c1, x, y);
            c2 = Vector512.MultiplyAddEstimate(c2, x, y);
            c3 = Vector512.MultiplyAddEstimate(c3, x, y);
            c4 = Vector512.MultiplyAddEstimate(c4, x, y);
            c5 = Vector512.MultiplyAddEstimate(c5, x, y);
            c6 = Vector512.MultiplyAddEstimate(c6, x, y);
            c7 = Vector512.MultiplyAddEstimate(c7, x, y);
            c8 = Vector512.MultiplyAddEstimate(c8, x, y);
            c9 = Vector512.MultiplyAddEstimate(c9, x, y);
            c10 = Vector512.MultiplyAddEstimate(c10, x, y);
            c11 = Vector512.MultiplyAddEstimate(c11, x, y);
            c12 = Vector512.MultiplyAddEstimate(c12, x, y);
            c13 = Vector512.MultiplyAddEstimate(c13, x, y);
            c14 = Vector512.MultiplyAddEstimate(c14, x, y);
            c15 = Vector512.MultiplyAddEstimate(c15, x, y);
            c16 = Vector512.MultiplyAddEstimate(c16, x, y);
            c17 = Vector512.MultiplyAddEstimate(c17, x, y);
            c18 = Vector512.MultiplyAddEstimate(c18, x, y);
            c19 = Vector512.MultiplyAddEstimate(c19, x, y);
        }
        return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11 + c12 + c13 + c14 + c15 + c16 + c17 + c18 + c19;
    }

    // Independent chains hide the latency of the multiply-add: as many as the registers hold.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Chains256(int iterations)
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(0.001f);
        Vector256<float> c0 = Vector256.Create(0f), c1 = Vector256.Create(1f), c2 = Vector256.Create(2f), c3 = Vector256.Create(3f);
        Vector256<float> c4 = Vector256.Create(4f), c5 = Vector256.Create(5f), c6 = Vector256.Create(6f), c7 = Vector256.Create(7f);
        Vector256<float> c8 = Vector256.Create(8f), c9 = Vector256.Create(9f), c10 = Vector256.Create(10f), c11 = Vector256.Create(11f);
        for (int i = 0; i < iterations; i++)
        {
            c0 = Vector256.MultiplyAddEstimate(c0, x, y);
            c1 = Vector256.MultiplyAddEstimate(c1, x, y);
            c2 = Vector256.MultiplyAddEstimate(c2, x, y);
            c3 = Vector256.MultiplyAddEstimate(c3, x, y);
            c4 = Vector256.MultiplyAddEstimate(c4, x, y);
            c5 = Vector256.MultiplyAddEstimate(c5, x, y);
            c6 = Vector256.MultiplyAddEstimate(c6, x, y);
            c7 = Vector256.MultiplyAddEstimate(c7, x, y);
            c8 = Vector256.MultiplyAddEstimate(c8, x, y);
            c9 = Vector256.MultiplyAddEstimate(c9, x, y);
            c10 = Vector256.MultiplyAddEstimate(c10, x, y);
            c11 = Vector256.MultiplyAddEstimate(c11, x, y);
        }
        return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
    }

    // Independent chains hide the latency of the multiply-add: as many as the registers hold.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Chains128(int iterations)
    {
        Vector128<float> x = Vector128.Create(0.999f), y = Vector128.Create(0.001f);
        Vector128<float> c0 = Vector128.Create(0f), c1 = Vector128.Create(1f), c2 = Vector128.Create(2f), c3 = Vector128.Create(3f);
        Vector128<float> c4 = Vector128.Create(4f), c5 = Vector128.Create(5f), c6 = Vector128.Create(6f), c7 = Vector128.Create(7f);
        Vector128<float> c8 = Vector128.Create(8f), c9 = Vector128.Create(9f), c10 = Vector128.Create(10f), c11 = Vector128.Create(11f);
        for (int i = 0; i < iterations; i++)
        {
            c0 = Vector128.MultiplyAddEstimate(c0, x, y);
            c1 = Vector128.MultiplyAddEstimate(c1, x, y);
            c2 = Vector128.MultiplyAddEstimate(c2, x, y);
            c3 = Vector128.MultiplyAddEstimate(c3, x, y);
            c4 = Vector128.MultiplyAddEstimate(c4, x, y);
            c5 = Vector128.MultiplyAddEstimate(c5, x, y);
            c6 = Vector128.MultiplyAddEstimate(c6, x, y);
            c7 = Vector128.MultiplyAddEstimate(c7, x, y);
            c8 = Vector128.MultiplyAddEstimate(c8, x, y);
            c9 = Vector128.MultiplyAddEstimate(c9, x, y);
            c10 = Vector128.MultiplyAddEstimate(c10, x, y);
            c11 = Vector128.MultiplyAddEstimate(c11, x, y);
        }
        return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
    }
}

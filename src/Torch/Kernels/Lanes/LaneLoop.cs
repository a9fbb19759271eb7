// Runs a kernel at the widest SIMD width that the machine has.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>A parallel loop's body written for any width of lanes.</summary>
internal interface ILaneJob
{
    void Run<T>(long from, long to)
        where T : struct, ILanes<T>;
}

internal static class LaneLoop
{
    /// <summary>Bits of the vectors that kernels use: 512, 256, 128 or 32 (one lane); the machine's widest unless a test or benchmark sets it.</summary>
    public static int Bits { get; set; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;

    /// <summary>As <see cref="ForkJoin.For{TJob}"/>; the body gets the machine's lanes.</summary>
    public static void For<TJob>(long count, long grain, TJob job)
        where TJob : struct, ILaneJob
    {
        var dispatch = new Dispatch<TJob>(job);
        ForkJoin.For(count, grain, ref dispatch);
    }

    private readonly struct Dispatch<TJob>(TJob job) : IRangeJob
        where TJob : struct, ILaneJob
    {
        public void Run(long from, long to)
        {
            switch (Bits)
            {
                case 512: Run<Lanes512>(job, from, to); break;
                case 256: Run<Lanes256>(job, from, to); break;
                case 128: Run<Lanes128>(job, from, to); break;
                default: Run<LanesScalar>(job, from, to); break;
            }
        }

        // Compiled apart for each width: inlined together they would exhaust the compiler's budget for inlining.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Run<T>(in TJob job, long from, long to)
            where T : struct, ILanes<T> => job.Run<T>(from, to);
    }
}

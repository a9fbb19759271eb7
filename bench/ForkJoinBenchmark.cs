// What it costs to share a loop out: the time of a loop of two pieces against the time of one piece.
using System.Diagnostics;
using TorchSharp.Kernels;

namespace AttentionLab.Bench;

internal static class ForkJoinBenchmark
{
    private const int Loops = 20_000;

    public static void Run()
    {
        foreach (int turns in new[] { 0, 500, 2000, 10_000, 50_000 })
        {
            double alone = Best(1, turns), shared = Best(2, turns);
            Console.WriteLine($"a piece of {alone,8:F2} us; two of them on two threads {shared,8:F2} us; the sharing costs {shared - alone,6:F2} us");
        }
    }

    private static double Best(int pieces, int turns)
    {
        var job = new Spin(turns);
        double best = double.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            long start = Stopwatch.GetTimestamp();
            int loops = Loops / (1 + (turns / 1000));
            for (int i = 0; i < loops; i++) ForkJoin.For(pieces, 1, ref job);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / loops);
        }
        return best;
    }

    private readonly struct Spin(int turns) : IRangeJob
    {
        public void Run(long from, long to)
        {
            for (long piece = from; piece < to; piece++)
            {
                double x = 1;
                for (int i = 0; i < turns; i++) x = (x * 0.999) + 0.001;
                if (x < 0) throw new InvalidOperationException("The recurrence left its range.");
            }
        }
    }
}

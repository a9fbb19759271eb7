// How long each form of the average takes, measured when it is asked for.
using System.Diagnostics;
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class AverageTiming
{
    /// <summary>Each form is repeated for so long, and its fastest turn counts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);
    private const int FewestTurns = 3;

    /// <summary>Microseconds of loop, product and softmax on zeros of this size, results read included.</summary>
    public static double[] Microseconds(int tokens, int channels)
    {
        using var none = no_grad();
        using var x = zeros(1, tokens, channels, device: Accelerator.Device); // (B, T, C)
        return [Fastest(() => AverageForms.Loop(x)), Fastest(() => AverageForms.Product(x)), Fastest(() => AverageForms.Softmax(x))];
    }

    private static double Fastest(Func<AverageForm> form)
    {
        var fastest = TimeSpan.MaxValue;
        long started = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < FewestTurns || Stopwatch.GetElapsedTime(started) < Patience; turn++)
        {
            using var scope = NewDisposeScope();
            long begun = Stopwatch.GetTimestamp();
            form();
            var took = Stopwatch.GetElapsedTime(begun);
            if (took < fastest) fastest = took;
        }
        return fastest.TotalMicroseconds;
    }
}

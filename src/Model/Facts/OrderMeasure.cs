// Measures what the order of earlier tokens counts for.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

internal static class OrderMeasure
{
    public static OrderFacts Of(Gpt model, TextWindows windows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var x = BatchTensors.Of(windows).X; // (B, T)
        var before = Last(model, x); // (B, V)
        var after = Last(model, x.index_select(1, tensor(Order(windows.Length), device: x.device))); // (B, V)
        var moved = (functional.softmax(before, -1) - functional.softmax(after, -1)).abs().sum(); // ()
        return new(moved.item<float>() / (2.0 * windows.Count), (before - after).abs().max().item<float>());
    }

    /// <summary>A fixed shuffle of all positions but the last (T); never the order as it was.</summary>
    private static long[] Order(int length)
    {
        long[] order = [.. Enumerable.Range(0, length).Select(t => (long)t)];
        for (int t = length - 2; t > 0; t--)
        {
            // Below t, not up to it: a shuffle that leaves nothing in its place.
            int other = CounterRandom.Below(t, 0, RandomStream.Facts, (ulong)t);
            (order[t], order[other]) = (order[other], order[t]);
        }
        return order;
    }

    private static Tensor Last(Gpt model, Tensor tokens) => model.call(tokens).narrow(1, tokens.shape[1] - 1, 1).squeeze(1); // (B, V)
}

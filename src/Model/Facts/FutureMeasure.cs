// Measures what a model without a mask takes from the future.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

internal static class FutureMeasure
{
    /// <summary>Places of a window that are looked at; each costs a pass.</summary>
    private const int MostPlaces = 16;

    public static FutureFacts Of(Gpt model, TextWindows windows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = BatchTensors.Of(windows); // (B, T), (B, T)
        var seen = model.call(x); // (B, T, V)
        double whole = 0, leftToRight = 0;
        int[] places = [.. Places(windows.Length).Where(t => y.narrow(1, t, 1).contiguous().cpu().data<long>().ToArray().All(next => next >= 0))]; // of a task, where an answer is asked for
        foreach (int t in places)
        {
            using var one = NewDisposeScope();
            var next = y.narrow(1, t, 1).squeeze(1); // (B)
            whole += Loss(seen.narrow(1, t, 1), next);
            leftToRight += Loss(model.call(x.narrow(1, 0, t + 1)).narrow(1, t, 1), next);
        }
        return new(whole / places.Length, leftToRight / places.Length);
    }

    /// <summary>Evenly spread. The last place is left out where there is another: its answer is outside the window.</summary>
    private static IEnumerable<int> Places(int length)
    {
        int usable = Math.Max(1, length - 1), count = Math.Min(usable, MostPlaces);
        return Enumerable.Range(0, count).Select(i => (int)((long)i * usable / count));
    }

    private static double Loss(Tensor logits, Tensor next) => functional.cross_entropy(logits.squeeze(1), next).item<float>(); // (B, 1, V), (B)
}

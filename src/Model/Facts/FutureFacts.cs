// What a model without a mask takes from the future: its loss on whole windows beside its loss from left to right.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <summary>Both in nats per token, at the same places of the same windows.</summary>
/// <param name="Whole">With everything after it in sight, as it is trained.</param>
/// <param name="LeftToRight">With only what came before in sight, as it writes.</param>
public sealed record FutureFacts(double Whole, double LeftToRight)
{
    /// <summary>Places of a window that are looked at; each costs a pass.</summary>
    private const int MostPlaces = 16;

    internal static FutureFacts Measure(Gpt model, TextWindows windows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = windows.Tensors(); // (B, T), (B, T)
        var seen = model.call(x); // (B, T, V)
        double whole = 0, leftToRight = 0;
        int[] places = [.. Places(windows.Length).Where(t => (y.narrow(1, t, 1) >= 0).all().item<bool>())]; // of a task, where an answer is asked for
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

// A few windows of text that was never trained on, always the same ones of a run.
using static TorchSharp.torch;

namespace AttentionLab.Model;

public sealed class TextWindows
{
    /// <summary>Tokens of all windows together: enough to average over, and a fraction of a step's work.</summary>
    private const int AllTokens = 1024;
    private const int MostWindows = 64;

    private readonly long[] x, y;

    private TextWindows(long[] x, long[] y, int length) => (this.x, this.y, Count, Length) = (x, y, x.Length / length, length);

    /// <summary>B.</summary>
    public int Count { get; }

    /// <summary>T.</summary>
    public int Length { get; }

    /// <summary>Windows of the validation part, as long as the context.</summary>
    /// <exception cref="ModelException">The text is too short for the context.</exception>
    public static TextWindows Of(Corpus corpus, int context, long seed)
    {
        corpus.RequireContext(context);
        int[] text = corpus.Validation;
        int count = Math.Clamp(AllTokens / context, 1, MostWindows);
        var (x, y) = (new long[count * context], new long[count * context]);
        for (int window = 0; window < count; window++)
        {
            int start = CounterRandom.Below(text.Length - context, (ulong)seed, RandomStream.Facts, (ulong)window);
            for (int t = 0; t < context; t++) (x[window * context + t], y[window * context + t]) = (text[start + t], text[start + t + 1]);
        }
        return new(x, y, context);
    }

    /// <summary>Inputs (B, T) and the token after each (B, T), both Int64. The caller's scope frees them.</summary>
    internal (Tensor X, Tensor Y) Tensors() =>
        (tensor(x, [Count, Length], device: Accelerator.Device), tensor(y, [Count, Length], device: Accelerator.Device)); // (B, T), (B, T)
}

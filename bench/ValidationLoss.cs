// The loss over the whole validation part, every token once: no chance in which windows were drawn.
using static TorchSharp.torch;

namespace AttentionLab.Bench;

internal static class ValidationLoss
{
    // A validation pass needs no gradients: larger batches than in training are quicker.
    private const int Tokens = 4096;

    /// <summary>Mean cross entropy in nats of every token of the validation part but the first, in windows of the model's context.</summary>
    public static double Of(Gpt model, Corpus corpus)
    {
        int context = model.Config.Context, batch = Math.Max(1, Tokens / context);
        int[] tokens = corpus.Validation;
        int windows = (tokens.Length - 1) / context, rest = (tokens.Length - 1) % context;
        using var none = no_grad();
        model.eval();
        double sum = 0;
        for (int window = 0; window < windows; window += batch)
            sum += SumOfLosses(model, tokens, window * context, Math.Min(batch, windows - window), context);
        if (rest > 0) sum += SumOfLosses(model, tokens, windows * context, 1, rest);
        model.train();
        return sum / (tokens.Length - 1);
    }

    private static double SumOfLosses(Gpt model, int[] tokens, int start, int rows, int length)
    {
        using var scope = NewDisposeScope();
        int count = rows * length;
        var x = tensor((long[])[.. tokens.AsSpan(start, count).ToArray().Select(token => (long)token)], [rows, length]); // (B, T)
        var y = tensor((long[])[.. tokens.AsSpan(start + 1, count).ToArray().Select(token => (long)token)], [count]); // (B T)
        var logits = model.call(x).view(count, -1); // (B T, V)
        return nn.functional.cross_entropy(logits, y).item<float>() * (double)count;
    }
}

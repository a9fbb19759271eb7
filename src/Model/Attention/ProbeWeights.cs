// Only the attention weights, for pictures taken often while a model trains.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class ProbeWeights
{
    /// <summary>Weights [layer][head] as (T, T) row by row. Runs without gradients and dropout, and leaves the model's mode as it was.</summary>
    /// <exception cref="ModelException">The tokens do not fit the model.</exception>
    public static float[][][] Capture(Gpt model, int[] tokens) => Capture(model, [tokens])[0];

    /// <summary>Of two texts; in one pass, where they are of one length.</summary>
    public static (float[][][] First, float[][][] Second) CaptureBoth(Gpt model, int[] first, int[] second)
    {
        if (first.Length != second.Length) return (Capture(model, first), Capture(model, second));
        var both = Capture(model, [first, second]);
        return (both[0], both[1]);
    }

    // Texts of one length, each as [layer][head] of (T, T).
    private static float[][][][] Capture(Gpt model, int[][] texts)
    {
        var layers = new List<float[][]>(); // a layer holds the heads of the first text, then those of the next
        using var tap = new AttentionTap(model, (_, input, packed) => layers.Add(Weights(input, packed, model.Config)));
        Observe(model, texts);
        int heads = model.Config.Heads;
        return [.. texts.Select((_, text) => layers.Select(layer => layer[(text * heads)..((text + 1) * heads)]).ToArray())];
    }

    /// <summary>Logits (V) of the token after the last.</summary>
    internal static float[] LastLogits(Gpt model, ReadOnlySpan<int> tokens)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return LastOf(model.call(model.Batch(tokens)));
    }

    private static float[] LastOf(Tensor logits) => Accelerator.Read(logits[0, -1]); // (V)

    private static void Observe(Gpt model, int[][] texts)
    {
        bool training = model.training;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        try
        {
            model.call(cat([.. texts.Select(tokens => model.Batch(tokens))])); // (B, T)
        }
        finally
        {
            model.train(training);
        }
    }

    private static float[][] Weights(Tensor input, Tensor? packed, GptConfig config)
    {
        if (packed is null)
        {
            float[] average = AverageOfPast.Weights((int)input.shape[1], config.Mask); // (T, T)
            return [.. Enumerable.Repeat(average, (int)input.shape[0] * config.Heads)];
        }
        var (query, key, _) = CausalSelfAttention.SplitHeads(packed, config); // 2 x (B, H, T, D)
        return AttentionProbe.PerHead(ExplicitAttention.WeightsOf(query, key, config.Scale, config.Mask)); // B H x (T, T)
    }

    /// <summary>What the last token of one layer attends to [head][T]; it sees all others, masked or not.</summary>
    internal static float[][] LastRow(TokenRows rows, GptConfig config)
    {
        if (config.Mixer == Mixer.Average)
        {
            var average = new float[rows.Count];
            Array.Fill(average, 1f / rows.Count);
            return [.. Enumerable.Repeat(average, config.Heads)];
        }
        return AttentionProbe.PerHead(ExplicitAttention.WeightsOf(rows.LastQueries(1), rows.Keys, config.Scale, mask: false)); // H x (T)
    }
}

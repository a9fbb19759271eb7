// Only the attention weights, for pictures taken often while a model trains.
using static TorchSharp.torch;

namespace AttentionLab.Model;

public static class ProbeWeights
{
    /// <summary>Weights [layer][head] as (T, T) row by row. Runs without gradients and dropout, and leaves the model's mode as it was.</summary>
    /// <exception cref="ModelException">The tokens do not fit the model.</exception>
    public static float[][][] Capture(Gpt model, int[] tokens)
    {
        var layers = new List<float[][]>();
        using var tap = new AttentionTap(model, (_, input, packed) => layers.Add(Weights(input, packed, model.Config)));
        Observe(model, tokens);
        return [.. layers];
    }

    /// <summary>Logits (V) of the token after the last.</summary>
    internal static float[] LastLogits(Gpt model, ReadOnlySpan<int> tokens)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return LastOf(model.call(model.Batch(tokens)));
    }

    private static float[] LastOf(Tensor logits) => Accelerator.Read(logits[0, -1]); // (V)

    private static void Observe(Gpt model, ReadOnlySpan<int> tokens)
    {
        bool training = model.training;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        try
        {
            model.call(model.Batch(tokens));
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
            return [.. Enumerable.Repeat(average, config.Heads)];
        }
        var (query, key, value) = CausalSelfAttention.SplitHeads(packed, config); // 3 x (1, H, T, D)
        return AttentionProbe.PerHead(ExplicitAttention.Compute(query, key, value, config.Scale, config.Mask).Weights); // H x (T, T)
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
        return AttentionProbe.PerHead(ExplicitAttention.Compute(rows.LastQueries(1), rows.Keys, rows.Values, config.Scale, mask: false).Weights); // H x (T)
    }
}

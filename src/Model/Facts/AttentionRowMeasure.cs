// Measures how sharp the rows of attention are, how far its heads differ, and how much of it lies on the future.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class AttentionRowMeasure
{
    /// <summary>A row counts as one-hot from this weight on.</summary>
    private const double OneHot = 0.9;

    public static (RowFacts? Rows, StreamFacts Stream) Of(Gpt model, TextWindows windows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var sums = new Sums();
        using var stream = new StreamTap(model);
        using var tap = new AttentionTap(model, (_, input, packed) => sums.Add(Weights(input, packed, model.Config), (int)input.shape[1], model.Config));
        model.call(BatchTensors.Of(windows).X); // (B, T, V)
        return (sums.Facts(), stream.Facts());
    }

    /// <summary>[B][H] of (T, T) row by row; of the average one matrix, for it is the same everywhere.</summary>
    private static float[][][] Weights(Tensor input, Tensor? packed, GptConfig config)
    {
        if (packed is null) return [[AverageOfPast.Weights((int)input.shape[1], config.Mask)]];
        var (query, key, value) = CausalSelfAttention.SplitHeads(packed, config); // 3 x (B, H, T, D)
        var weights = ExplicitAttention.Compute(query, key, value, config.Scale, config.Mask).Weights; // (B, H, T, T)
        return [.. Enumerable.Range(0, (int)weights.shape[0]).Select(window => AttentionProbe.PerHead(weights.narrow(0, window, 1)))];
    }

    private sealed class Sums
    {
        private double peak, evenPeak, oneHot, entropy, evenEntropy, future, fromEven, apart;
        private long rows, pairs;

        public void Add(float[][][] weights, int tokens, GptConfig config)
        {
            foreach (float[][] heads in weights)
            {
                foreach (float[] matrix in heads)
                    for (int t = 0; t < tokens; t++) Row(matrix.AsSpan(t * tokens, tokens), t, config.Mask ? t + 1 : tokens);
                for (int a = 0; a < heads.Length; a++)
                    for (int b = a + 1; b < heads.Length; b++) Pair(heads[a], heads[b], tokens);
            }
        }

        public RowFacts? Facts() => rows == 0
            ? null
            : new(peak / rows, evenPeak / rows, oneHot / rows, entropy / rows, evenEntropy / rows, future / rows, fromEven, pairs == 0 ? null : apart / pairs);

        private void Row(ReadOnlySpan<float> weights, int t, int visible)
        {
            if (visible < 2) return;
            double largest = 0, row = 0;
            for (int key = 0; key < visible; key++)
            {
                double weight = weights[key];
                largest = Math.Max(largest, weight);
                if (weight > 0) row -= weight * Math.Log(weight);
                if (key > t) future += weight;
                fromEven = Math.Max(fromEven, Math.Abs(weights[key] - 1f / visible));
            }
            rows++;
            peak += largest;
            evenPeak += 1.0 / visible;
            if (largest >= OneHot) oneHot++;
            entropy += row;
            evenEntropy += Math.Log(visible);
        }

        private void Pair(float[] a, float[] b, int tokens)
        {
            double different = 0;
            for (int i = 0; i < a.Length; i++) different += Math.Abs(a[i] - b[i]);
            apart += different / (2 * tokens);
            pairs++;
        }
    }
}

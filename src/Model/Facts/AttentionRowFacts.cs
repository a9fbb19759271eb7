// How sharp the rows of attention are, how far its heads differ, and how much of it lies on the future.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Means over all windows, layers, heads and rows; rows that see one token only are left out, for they have no choice.</summary>
public sealed record AttentionRowFacts
{
    /// <summary>A row counts as one-hot from this weight on.</summary>
    public const double OneHot = 0.9;

    /// <summary>The largest weight of a row.</summary>
    public required double Peak { get; init; }

    /// <summary>What it would be if every row were even.</summary>
    public required double EvenPeak { get; init; }

    /// <summary>Part of the rows whose largest weight is at least <see cref="OneHot"/>.</summary>
    public required double OneHotShare { get; init; }

    /// <summary>Entropy of a row, in nats.</summary>
    public required double Entropy { get; init; }

    /// <summary>What it would be if every row were even.</summary>
    public required double EvenEntropy { get; init; }

    /// <summary>Part of the weight that lies on later tokens.</summary>
    public required double Future { get; init; }

    /// <summary>The largest difference of any weight from that of an even row, 1/(t+1).</summary>
    public required double FromEven { get; init; }

    /// <summary>Part of the weight, 0 to 1, that two heads of a layer put on different tokens; null with one head.</summary>
    public double? HeadsApart { get; init; }

    internal static (AttentionRowFacts? Rows, StreamFacts Stream) Measure(Gpt model, TextWindows windows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var sums = new Sums();
        using var stream = new StreamTap(model);
        using var tap = new AttentionTap(model, (_, input, packed) => sums.Add(Weights(input, packed, model.Config), (int)input.shape[1], model.Config));
        model.call(windows.Tensors().X); // (B, T, V)
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

        public AttentionRowFacts? Facts() => rows == 0 ? null : new()
        {
            Peak = peak / rows,
            EvenPeak = evenPeak / rows,
            OneHotShare = oneHot / rows,
            Entropy = entropy / rows,
            EvenEntropy = evenEntropy / rows,
            Future = future / rows,
            FromEven = fromEven,
            HeadsApart = pairs == 0 ? null : apart / pairs,
        };

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

// Splits a logit into what each part of the model put into the stream, read along the direction that scores the token.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// The last normalisation is linear once its mean and deviation are known; they are taken from the pass itself. So with W the row
/// that scores the token, g the normalisation's weight and s its deviation, every vector c of the stream counts
/// <c>sum over channels of (c - mean(c)) g W / s</c>. Parts share one deviation: a part that were gone would change it for all.
/// All sums are made in double from the pass's float32 numbers.
/// </remarks>
internal sealed class LogitSplitter
{
    private readonly Gpt model;
    private readonly GptConfig config;
    private readonly AttentionCapture capture;
    private readonly IReadOnlyList<BlockStream> blocks;
    private readonly int position;
    private readonly double[] direction;
    private readonly List<AttributionPart> parts = [];

    private LogitSplitter(Gpt model, AttentionCapture capture, IReadOnlyList<BlockStream> blocks, int position, int token)
    {
        (this.model, config, this.capture, this.blocks, this.position) = (model, model.Config, capture, blocks, position);
        var scores = model.Head?.weight ?? model.TokenEmbedding.weight!; // (V, C)
        direction = Direction(Numbers(scores[token]), Row(blocks[^1].HandedOn));
    }

    /// <exception cref="ModelException">There is no such position or token, or the model has no stream to split.</exception>
    public static LogitSplit Split(Gpt model, int[] tokens, int position, int token, Interventions edits)
    {
        if (model.Config.Mixer == Mixer.Wavenet)
            throw new ModelException("A logit of the fixed tree cannot be split: every level multiplies and squashes what the level below said, so nothing is added up that could be told apart.");
        Require("position", position, tokens.Length, "the text has");
        Require("token", token, model.Config.Vocabulary, "the vocabulary has");
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var edited = new EditedModel(model, edits, tokens.Length);
        using var probe = new AttentionProbe(model);
        using var stream = new StreamRecorder(model);
        int[] read = edits.Of(tokens);
        model.call(model.Batch(read)); // (1, T, V)
        float logit = probe.Latest!.Logits[(position * model.Config.Vocabulary) + token];
        if (model.Config.IsTable) return new(position, token, logit, [new(PartName.TokenEmbedding, null, null, logit)], 0);
        var splitter = new LogitSplitter(model, probe.Latest, stream.Blocks, position, token);
        return splitter.Parts(read[position], token, logit);
    }

    private LogitSplit Parts(int own, int token, float logit)
    {
        int from = config.Residual ? 0 : config.Layers - 1;
        if (config.Residual) Embeddings(own);
        for (int layer = from; layer < config.Layers; layer++)
        {
            // Without residual connections a feed-forward is all that the head sees.
            if (config.Residual || !config.FeedForward) Mixing(layer);
            if (config.FeedForward) FeedForward(layer);
        }
        if (model.FinalNorm?.bias is { } normBias) Add(PartName.NormBias, null, Dot(Numbers(normBias), Numbers((model.Head?.weight ?? model.TokenEmbedding.weight!)[token])));
        if (model.Head?.bias is { } headBias) Add(PartName.HeadBias, null, Numbers(headBias)[token]);
        return new(position, token, logit, parts, from);
    }

    private void Embeddings(int own)
    {
        Add(PartName.TokenEmbedding, null, Dot(Numbers(model.TokenEmbedding.weight![own])));
        if (model.PositionEmbedding is { } positions) Add(PartName.PositionEmbedding, null, Dot(Numbers(positions.weight![position])));
    }

    private void Mixing(int layer)
    {
        if (!config.Attends) return;
        var block = model.Blocks[layer];
        var project = block.Attention?.Project;
        double[] outputs = project is null ? direction : Back(Numbers(project.weight!)); // (C): what each channel of the heads' outputs counts
        for (int head = 0; head < config.Heads; head++)
        {
            var way = outputs.AsSpan(head * config.HeadSize, config.HeadSize);
            double[] sources = Sources(capture[layer, head], way, block.Edit?.Knockout(head));
            parts.Add(new(PartName.Head, layer, head, sources.Sum(), sources));
        }
        if (project?.bias is { } bias) Add(PartName.AttentionBias, layer, Dot(Numbers(bias)));
    }

    private void FeedForward(int layer)
    {
        double bias = Dot(Numbers(model.Blocks[layer].FeedForwardProjection!.bias!));
        Add(PartName.FeedForward, layer, Dot(Row(blocks[layer].FeedForward!)) - bias);
        Add(PartName.FeedForwardBias, layer, bias);
    }

    /// <summary>What a head brought from each token (T): the weight times what that token's value counts.</summary>
    private double[] Sources(HeadCapture head, ReadOnlySpan<double> way, KnockoutKind? knockout)
    {
        int tokens = capture.Tokens;
        var sources = new double[tokens];
        if (knockout == KnockoutKind.Zero) return sources;
        for (int source = 0; source < tokens; source++)
        {
            double weight = knockout == KnockoutKind.Mean ? MeanWeight(head.Weights, source) : head.Weights[(position * tokens) + source];
            if (weight != 0) sources[source] = weight * Dot(head.Value.AsSpan(source * way.Length, way.Length), way);
        }
        return sources;
    }

    private double MeanWeight(float[] weights, int source)
    {
        double sum = 0;
        for (int query = 0; query < capture.Tokens; query++) sum += weights[(query * capture.Tokens) + source];
        return sum / capture.Tokens;
    }

    /// <summary>What one unit of each channel counts (C).</summary>
    /// <param name="scores">The row of weights that scores the token (C).</param>
    /// <param name="last">The stream before the last normalisation (C).</param>
    private double[] Direction(float[] scores, ReadOnlySpan<float> last)
    {
        var way = Array.ConvertAll(scores, score => (double)score);
        if (model.FinalNorm is not { } norm) return way;
        float[] weight = Numbers(norm.weight);
        for (int c = 0; c < way.Length; c++) way[c] *= weight[c];
        double mean = 0, variance = 0, middle = way.Average();
        foreach (float value in last) mean += value / (double)last.Length;
        foreach (float value in last) variance += (value - mean) * (value - mean) / last.Length;
        double deviation = Math.Sqrt(variance + norm.eps);
        for (int c = 0; c < way.Length; c++) way[c] = (way[c] - middle) / deviation;
        return way;
    }

    /// <summary>The direction as the inputs of a projection (C, C) see it.</summary>
    private double[] Back(float[] weight)
    {
        int channels = direction.Length;
        var back = new double[channels];
        for (int row = 0; row < channels; row++)
            for (int column = 0; column < channels; column++) back[column] += direction[row] * weight[(row * channels) + column];
        return back;
    }

    private void Add(PartName kind, int? layer, double value) => parts.Add(new(kind, layer, null, value));

    private ReadOnlySpan<float> Row(float[] stream) => stream.AsSpan(position * config.Channels, config.Channels);

    private double Dot(ReadOnlySpan<float> vector) => Dot(vector, direction);

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Dot(float[] a, float[] b) => Dot(a, Array.ConvertAll(b, value => (double)value));

    private static float[] Numbers(Tensor tensor) => Accelerator.Read(tensor);

    private static void Require(string key, int value, int count, string has)
    {
        if (value < 0 || value >= count) throw new ModelException($"There is no token {value}; {has} tokens 0 to {count - 1}.", key);
    }
}

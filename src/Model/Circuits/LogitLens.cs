// What the model would answer if it stopped after each part: the last normalisation and the head, applied to the stream on its way.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class LogitLens
{
    /// <summary>Every stage of a pass; the last one is the model's own answer, bit for bit.</summary>
    /// <param name="top">Candidates at each place.</param>
    /// <param name="target">The token to follow; null follows, at each position, the one that the model ends with.</param>
    public static IReadOnlyList<LensStage> Read(Gpt model, int[] tokens, Interventions edits, int top, int? target)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var edited = new EditedModel(model, edits, tokens.Length);
        using var stream = new StreamRecorder(model);
        if (target is { } asked) model.RequireToken(asked, "token");
        float[] logits = Accelerator.Read(model.call(model.Batch(edits.Of(tokens)))); // (T, V)
        int[] targets = [.. Enumerable.Range(0, tokens.Length).Select(t => target ?? Best(Row(logits, t, model.Config)))];
        LensStage Stage(LensPlaceName place, int? layer, float[] x) => new(place, layer, Answers(After(model, x), targets, top, model.Config));
        if (model.Config.IsTable) return [new(LensPlaceName.Embedding, null, Answers(logits, targets, top, model.Config))];
        var stages = new List<LensStage> { Stage(LensPlaceName.Embedding, null, stream.Blocks[0].Given) };
        for (int layer = 0; layer < stream.Blocks.Count; layer++)
        {
            var block = stream.Blocks[layer];
            if (block.Mixed is not null) stages.Add(Stage(LensPlaceName.Mixing, layer, block.Between));
            if (block.FeedForward is not null) stages.Add(Stage(LensPlaceName.FeedForward, layer, block.HandedOn));
        }
        return stages;
    }

    /// <summary>The stream (T, C) to logits (T, V).</summary>
    private static float[] After(Gpt model, float[] x)
    {
        using var scope = NewDisposeScope();
        int channels = model.Config.Channels;
        return Accelerator.Read(model.From(tensor(x, [1, x.Length / channels, channels], device: Accelerator.Device), model.Config.Layers)); // (T, V)
    }

    private static LensAnswer[] Answers(float[] logits, int[] targets, int top, GptConfig config) =>
        [.. targets.Select((target, t) => Answer(Row(logits, t, config), target, top))];

    private static LensAnswer Answer(ReadOnlySpan<float> logits, int target, int top)
    {
        double max = logits[Best(logits)], sum = 0, weighted = 0;
        foreach (float logit in logits)
        {
            double odds = Math.Exp(logit - max);
            sum += odds;
            weighted += odds * (logit - max);
        }
        var likeliest = new List<LensCandidate>(top);
        foreach (int id in Likeliest(logits, Math.Min(top, logits.Length))) likeliest.Add(Describe(logits, id, max, sum));
        return new(likeliest, Describe(logits, target, max, sum), Math.Log(sum) - (weighted / sum));
    }

    private static LensCandidate Describe(ReadOnlySpan<float> logits, int id, double max, double sum)
    {
        int rank = 1;
        for (int other = 0; other < logits.Length; other++)
            if (logits[other] > logits[id] || (logits[other] == logits[id] && other < id)) rank++;
        return new(id, logits[id], Math.Exp(logits[id] - max) / sum, rank);
    }

    private static List<int> Likeliest(ReadOnlySpan<float> logits, int count)
    {
        var best = new List<int>(count);
        while (best.Count < count)
        {
            int next = -1;
            for (int id = 0; id < logits.Length; id++)
                if ((next < 0 || logits[id] > logits[next]) && !best.Contains(id)) next = id;
            best.Add(next);
        }
        return best;
    }

    private static int Best(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int id = 1; id < logits.Length; id++)
            if (logits[id] > logits[best]) best = id;
        return best;
    }

    private static ReadOnlySpan<float> Row(float[] logits, int t, GptConfig config) => logits.AsSpan(t * config.Vocabulary, config.Vocabulary);
}

// Answers what a prompt does in a model: one captured forward pass, cut to the shapes of the contract.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Circuits;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

public sealed class Inspector(SnapshotSource snapshots, InferencePool pool)
{
    public async Task<Inspection> Inspect(Run run, InspectRequest request, CancellationToken cancellation)
    {
        int[] ids = Prompts.Encode(request.Prompt, run.Tokenizer); // (T)
        int dropped = Math.Max(0, ids.Length - run.Config.Context);
        ids = ids[dropped..];
        var edits = Check(request, run, ids.Length);
        var weights = await snapshots.Get(run, request.Step, cancellation);
        return await pool.Use(run, weights, model => Answer(model, run.Tokenizer, ids, dropped, request, edits), cancellation);
    }

    private static Interventions Check(InspectRequest request, Run run, int tokens)
    {
        var errors = new FieldErrors();
        var config = run.Config;
        var edits = InterventionReader.Read(request.Interventions, config, run.Tokenizer, tokens, errors);
        bool hasHeads = config.Attends;
        if (!hasHeads && (request.Layer ?? request.Head ?? request.Token) is not null)
            errors.Add("layer", "This model has no attention, so it has no layer, head or row to show; leave layer, head and token out.");
        if (hasHeads)
        {
            Within("layer", request.Layer, config.Layers, errors);
            Within("head", request.Head, config.Heads, errors);
            Within("token", request.Token, tokens, errors);
            if (request.Layer is null != request.Head is null) errors.Add(request.Layer is null ? "layer" : "head", "Layer and head go together; give both or neither.");
            if (request.Token is not null && request.Layer is null && request.Head is null) errors.Add("token", "A row belongs to a head; give layer and head too.");
        }
        errors.ThrowIfAny();
        return edits;
    }

    private static void Within(string field, int? value, int count, FieldErrors errors)
    {
        if (value is { } given && (given < 0 || given >= count)) errors.Add(field, RangeText.NotAPlace(given, count));
    }

    private static Inspection Answer(IInferenceModel model, ITokenizer tokenizer, int[] ids, int dropped, InspectRequest request, Interventions edits)
    {
        var capture = model.Capture(ids, edits);
        int tokens = capture.Tokens;
        var config = edits.Of(model.Config);
        bool masked = config.Mask;
        return new Inspection
        {
            Step = model.Step,
            Tokens = [.. edits.Of(ids).Select(id => new Token(id, tokenizer.TextOf(id)))],
            Dropped = dropped,
            Layers = capture.Layers,
            Heads = capture.Heads,
            Weights = PerHead(capture, head => Visible(head.Weights, tokens, masked)),
            Affinities = !request.Affinities ? [] : PerHead(capture, head => Visible(head.Scaled, tokens, masked)),
            Head = request is { Layer: { } layer, Head: { } head } ? HeadOf(capture, layer, head, config, model.QueriesOf(layer, head)) : null,
            Row = request is { Layer: { } l, Head: { } h, Token: { } token } ? RowArithmetic.Explain(capture[l, h], config, token) with { Layer = l, Head = h } : null,
            Next = NextTokens.Of(capture.Logits.AsSpan(^tokenizer.Vocabulary..), tokenizer, LabLimits.NextCandidates),
        };
    }

    private static T[][] PerHead<T>(AttentionCapture capture, Func<HeadCapture, T> part) =>
        [.. Enumerable.Range(0, capture.Layers).Select(layer => Enumerable.Range(0, capture.Heads).Select(head => part(capture[layer, head])).ToArray())];

    /// <summary>The cells that a row sees: its own and earlier keys, or all without a mask.</summary>
    private static float[][] Visible(float[] cells, int tokens, bool masked) =>
        [.. Enumerable.Range(0, tokens).Select(row => cells[(row * tokens)..(row * tokens + (masked ? row + 1 : tokens))])];

    private static float[][] Rows(float[] values, int width) =>
        [.. Enumerable.Range(0, values.Length / width).Select(row => values[(row * width)..((row + 1) * width)])];

    private static HeadInspection HeadOf(AttentionCapture capture, int layer, int head, GptConfig config, QueryProjection? queries)
    {
        var h = capture[layer, head];
        int d = capture.HeadSize, t = capture.Tokens;
        return new(layer, head, Rows(h.Raw, t), Rows(h.Scaled, t), Rows(h.Query, d), Rows(h.Key, d), Rows(h.Value, d), Rows(h.Output, d), RowArithmetic.Divisor(config), config.Mask,
            Rows(h.Input, config.Channels), queries is null ? null : Rows(queries.Weight, d), queries?.Bias, h.Added is null ? null : Rows(h.Added, t));
    }
}

// The changes of one layer's heads, made where their outputs are still apart.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal sealed class LayerEdit
{
    private readonly IReadOnlyList<HeadKnockout> knockouts;
    private readonly Dictionary<int, float[]> added;
    private readonly int tokens;

    /// <param name="config">With mask and scaling as they are in this pass.</param>
    public LayerEdit(GptConfig config, IReadOnlyList<HeadKnockout> knockouts, IEnumerable<CellEdit> cells, int tokens)
    {
        (Config, this.knockouts, this.tokens) = (config, knockouts, tokens);
        added = cells.GroupBy(cell => cell.Head).ToDictionary(head => head.Key, head => Added(head, tokens));
    }

    /// <summary>What interventions change in the heads of one layer; null where nothing is.</summary>
    public static LayerEdit? Of(Interventions edits, GptConfig config, int layer, int tokens)
    {
        HeadKnockout[] heads = [.. edits.Heads.Where(head => head.Layer == layer)];
        CellEdit[] cells = [.. edits.Cells.Where(cell => cell.Layer == layer)];
        return heads.Length + cells.Length == 0 && edits is { LiftMask: false, DropScale: false } ? null : new(edits.Of(config), heads, cells, tokens);
    }

    public GptConfig Config { get; }

    /// <summary>What is added to a head's affinities before the softmax, (T, T) row by row; null where no cell is changed.</summary>
    public float[]? AddedTo(int head) => added.GetValueOrDefault(head);

    /// <summary>The same as a tensor (T, T). The caller's scope frees it.</summary>
    public Tensor? AddedTensor(int head, Device device) => AddedTo(head) is { } cells ? tensor(cells, [tokens, tokens], device: device) : null;

    /// <summary>What a head is knocked out by; null where it is not.</summary>
    public KnockoutKind? Knockout(int head) => knockouts.FirstOrDefault(knockout => knockout.Head == head)?.Kind;

    /// <summary>Outputs of all heads as they are handed on. Heads that nothing is changed of stay as they are, bit for bit.</summary>
    /// <param name="outputs">(B, H, T, D): weights times values, with mask and scaling as they are in this pass.</param>
    /// <param name="query">(B, H, T, D), as key and value.</param>
    public Tensor Change(Tensor outputs, Tensor query, Tensor key, Tensor value)
    {
        if (knockouts.Count + added.Count == 0) return outputs; // (B, H, T, D)
        var heads = Enumerable.Range(0, Config.Heads).Select(head => Head(outputs, query, key, value, head)).ToArray(); // H x (B, 1, T, D)
        return cat(heads, 1); // (B, H, T, D)
    }

    private Tensor Head(Tensor outputs, Tensor query, Tensor key, Tensor value, int head)
    {
        Tensor One(Tensor all) => all.narrow(1, head, 1); // (B, 1, T, D)
        var own = AddedTensor(head, outputs.device) is { } cells
            ? ExplicitAttention.Compute(One(query), One(key), One(value), Config.Scale, Config.Mask, cells).Output
            : One(outputs); // (B, 1, T, D)
        return Knockout(head) switch
        {
            KnockoutKind.Zero => zeros_like(own), // (B, 1, T, D)
            KnockoutKind.Mean => own.mean([2], keepdim: true).expand(own.shape), // (B, 1, T, D)
            _ => own, // (B, 1, T, D)
        };
    }

    private static float[] Added(IEnumerable<CellEdit> cells, int tokens)
    {
        var added = new float[tokens * tokens];
        foreach (var row in cells.GroupBy(cell => cell.Query))
        {
            var own = added.AsSpan(row.Key * tokens, tokens);
            // A forced cell forbids the others, which then need no word of their own.
            if (row.Any(cell => cell.Kind == CellEditKind.Force)) own.Fill(float.NegativeInfinity);
            foreach (var cell in row)
            {
                if (cell.Kind == CellEditKind.Force) own[cell.Key] = 0;
                else if (cell.Kind == CellEditKind.Forbid) own[cell.Key] = float.NegativeInfinity;
                else if (!float.IsNegativeInfinity(own[cell.Key])) own[cell.Key] = (float)Math.Log(cell.Factor);
            }
        }
        return added;
    }
}

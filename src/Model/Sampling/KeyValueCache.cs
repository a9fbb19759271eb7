// Answers for a text that grows at its end: only the new tokens are computed, the others' keys and values are kept.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// Logits are those of the whole window, but for rounding. A token's keys depend on its position and, above the first layer,
/// on all tokens that it saw. So when the window slides, nothing that was kept is right any more, and the window is computed
/// anew: all layers for all tokens, but the last layer only for the token whose logits are wanted.
/// For one thread at a time, and for weights that don't change.
/// </remarks>
internal sealed class KeyValueCache : IDisposable
{
    private readonly Gpt model;
    private readonly TokenRows[] layers;
    private readonly bool grows;
    private int first;
    private int known;

    public KeyValueCache(Gpt model)
    {
        this.model = model;
        layers = [.. model.Blocks.Select(_ => new TokenRows(model.Config))];
        // Without a mask every token sees the new one, and so changes.
        grows = !model.Config.SeesFuture;
    }

    /// <summary>Logits (V) after the last token of a text.</summary>
    /// <param name="text">What it was at the last call and one more token, or a new text.</param>
    /// <param name="start">The first token that the model sees; at most its context before the end.</param>
    public float[] NextLogits(ReadOnlySpan<int> text, int start)
    {
        if (!grows || start != first || text.Length != known + 1)
        {
            foreach (TokenRows layer in layers) layer.Clear();
            (first, known) = (start, start);
        }
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var logits = model.Continue(model.Batch(text[known..]), known - first, layers); // (1, 1, V)
        known = text.Length;
        return Accelerator.Read(logits); // (V)
    }

    /// <summary>What the last token attends to [layer][head][visible token].</summary>
    public float[][][] LastRow()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return !model.Config.Attends ? [] : [.. layers.Select(layer => ProbeWeights.LastRow(layer, model.Config))];
    }

    public void Dispose()
    {
        foreach (TokenRows layer in layers) layer.Dispose();
    }
}

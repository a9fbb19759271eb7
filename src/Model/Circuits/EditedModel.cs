// Puts interventions into a model for as long as it lives; without any, the model is untouched.
namespace AttentionLab.Model;

internal sealed class EditedModel : IDisposable
{
    private readonly Gpt model;

    /// <param name="tokens">T of the passes to come.</param>
    /// <exception cref="ModelException">They are not possible with this model and so many tokens.</exception>
    public EditedModel(Gpt model, Interventions edits, int tokens)
    {
        this.model = model;
        ModelException.ThrowIfAny(edits.Problems(model.Config, tokens));
        Set(layer => LayerEdit.Of(edits, model.Config, layer, tokens));
    }

    public void Dispose() => Set(_ => null);

    private void Set(Func<int, LayerEdit?> edit)
    {
        for (int layer = 0; layer < model.Blocks.Count; layer++) model.Blocks[layer].Edit = edit(layer);
    }
}

// What to look for where an ingredient was switched on or off, or given another number.
namespace AttentionLab.Client.Lessons;

internal static class SwitchLessons
{
    /// <param name="name">An ingredient in which the model differs from its preset.</param>
    public static Lesson Of(string name, GptConfig model, Facts? facts) => name switch
    {
        "mask" when !model.Mask => new(name, "No mask", "Every token sees the very one that it has to predict. Compare what it costs to see everything with what it costs to go from left to right.", Measured.Future(facts)),
        "scale" when !model.Scale => new(name, "No scaling", "Affinities are not divided by √d. Watch whether rows become one-hot, and whether queries and keys still get a gradient.", Sentence.Join(Measured.Rows(facts), Measured.AskingGradients(facts))),
        "scale" => new(name, "Scaled affinities", "Affinities are divided by √d, so that rows stay soft at first and queries and keys get a gradient.", Sentence.Join(Measured.Rows(facts), Measured.AskingGradients(facts))),
        "residual" when !model.Residual => new(name, "No residual", "Every block replaces the stream. Watch whether a gradient still reaches the first block, and whether the loss falls at all.", Measured.BlockGradients(facts)),
        "residual" => new(name, "Residual", "Every block adds to the stream. Watch the gradient that reaches the first block.", Measured.BlockGradients(facts)),
        "layerNorm" when !model.LayerNorm => new(name, "No LayerNorm", "Nothing brings numbers back to size. Watch how large the stream becomes from the first block to the last.", Measured.Stream(facts, normalised: false)),
        "layerNorm" => new(name, "LayerNorm", "However large the stream becomes, every part is given numbers of one size.", Measured.Stream(facts, normalised: true)),
        "feedForward" when !model.FeedForward => new(name, "No feed-forward", "Tokens gather, but nothing is made of what they gathered. Compare its validation loss with the same model that has it.", Measured.ByHeart(facts)),
        "feedForward" => new(name, "Feed-forward", "Each token works on what it heard. Compare its validation loss with the same model without.", Measured.ByHeart(facts)),
        "positions" when !model.Positions => new(name, "No positions", "Nothing tells tokens where they stand. Watch whether shuffling what came before changes anything.", Measured.Order(facts, model)),
        "positions" => new(name, "Positions", "Tokens know where they stand. Watch what shuffling the past changes.", Measured.Order(facts, model)),
        IngredientWords.Heads => new(name, model.Heads == 1 ? "One head" : FormattableString.Invariant($"{model.Heads} heads"), "Each head asks and listens for itself. Watch whether their rows become different.", Measured.Heads(facts)),
        IngredientWords.Dropout when model.Dropout > 0 => new(name, FormattableString.Invariant($"Dropout {model.Dropout}"), "Numbers are blanked while it trains and not when it is measured, so the training curve runs above its own estimates.", Sentence.Join(Measured.Blanked(facts), Measured.ByHeart(facts))),
        IngredientWords.Dropout => new(name, "No dropout", "Nothing keeps it from learning its text by heart. Watch the gap between the two losses.", Measured.ByHeart(facts)),
        _ => new(name, "Mask", "The future is hidden: it costs the same to see the whole window and to go from left to right.", Measured.Rows(facts)),
    };
}

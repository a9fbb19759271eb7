// What to look for in a rung or size as it stands.
namespace AttentionLab.Client.Lessons;

internal static class RungLessons
{
    public static Lesson Of(RunInfo run, Facts? facts) => run.Preset switch
    {
        "bigram" => New("The last character alone", "It looks up a row of its table, whatever came before. That is as far as pairs of characters go.", Measured.Order(facts, run.Model)),
        "average" => New("Everybody counts the same", "Its matrix never changes while it trains: only the embeddings can learn.", Measured.Even(facts, run.Model.Mask)),
        "one-head" => New("Whom does it listen to?", "Rows start even. Watch cells light up as queries and keys find each other.", Measured.Rows(facts)),
        "many-heads" => New("Do the heads divide the work?", "All start alike. Watch their triangles become different.", Measured.Heads(facts)),
        "feed-forward" => New("Thinking after listening", "The heads do what they did before; what is new happens in each token alone. Compare the validation loss with the rung before.", Measured.Heads(facts)),
        "residual" => New("Does the first block learn?", "Three blocks add to one stream. Watch whether the gradient reaches the first of them.", Sentence.Join(Measured.BlockGradients(facts), Measured.Stream(facts, normalised: false))),
        "layer-norm" => New("One size for every part", "The stream may grow from block to block; what every part is given may not.", Measured.Stream(facts, normalised: true)),
        "scaled" => New("Large enough to learn by heart", "Dropout works against it. Watch the gap between training and validation loss.", Sentence.Join(Measured.ByHeart(facts), Measured.Blanked(facts))),
        "wavenet" => New("A tree that never chooses", "Every place has its own branch, the same for all texts. There is no attention to see, but order counts.", Measured.Order(facts, run.Model)),
        _ when run.Model.Mixer == Mixer.Attention => New("Whom do its heads listen to?", "Rows start even and heads alike. Watch both change.", Sentence.Join(Measured.Rows(facts), facts?.Rows?.HeadsApart is null ? null : Measured.Heads(facts))),
        _ => New("How far has it come?", "Watch the gap between training and validation loss.", Measured.ByHeart(facts)),
    };

    private static Lesson New(string title, string look, string? measured) => new("rung", title, look, measured);
}

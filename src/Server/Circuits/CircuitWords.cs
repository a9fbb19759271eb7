// What a split or a lens means for a model of these ingredients, in a sentence or two.
namespace AttentionLab.Server.Circuits;

public static class CircuitWords
{
    public static string Split(GptConfig config) => config switch
    {
        { IsTable: true } => "The bigram table is its own logit: nothing else is added.",
        { Residual: false, FeedForward: true } => $"Without residual connections the head sees only what the last feed-forward hands on; the heads and the embeddings act through it and have no share of their own. {Norm(config)}",
        { Residual: false } => $"Without residual connections the head sees only what the last layer's heads hand on; everything before acts through their values. {Norm(config)}",
        _ => $"Each part adds a vector to the stream; the logit is the stream read along one direction. {Norm(config)}",
    };

    public static string Lens(GptConfig config) => config switch
    {
        { IsTable: true } => "The bigram table answers at once: there is one stage.",
        { Residual: false } => "The last normalisation and the head, applied to what each part hands on. Without residual connections the earlier parts speak another language than the head, so their rows mean little.",
        _ => "The last normalisation and the head, applied to the stream after each part: what the model would answer if it stopped there.",
    };

    public static string Mixing(GptConfig config) => config.Mixer switch
    {
        Mixer.Average => "average",
        Mixer.Wavenet => "fusion",
        _ => "attention",
    };

    private static string Norm(GptConfig config) => config.LayerNorm && config.Mixer != Mixer.Wavenet
        ? "The last normalisation's deviation is that of this pass, for all parts alike, which makes it linear; a part that were really gone would change it."
        : "There is no normalisation before the head, so the split is exact as it stands.";
}

// The rungs of the ladder in the lecture's order: what each adds, and what the lecture measured.
namespace AttentionLab.Client.Lessons;

/// <param name="Preset">The preset that is this rung.</param>
/// <param name="Before">The preset that it adds something to; null for the first.</param>
/// <param name="Adds">One or two sentences.</param>
/// <param name="LectureLoss">Validation loss on Tiny Shakespeare that the lecture shows, in nats per character; null where it shows none.</param>
/// <param name="Beside">Whether it stands beside the ladder, as another answer to the same question.</param>
public sealed record Rung(string Preset, string? Before, string Adds, double? LectureLoss, bool Beside = false);

public static class Ladder
{
    public const string LectureCorpus = "tiny-shakespeare";

    public static IReadOnlyList<Rung> Rungs { get; } =
    [
        new("bigram", null, "A table with a row for every character, and in the row how likely each character is to come next. Whatever stood before the last character does not count.", 2.50),
        new("average", "bigram", "Tokens exchange something for the first time: each takes in all before it with the same weight, 1/(t+1). It is the crudest way, for nobody is asked whether they matter.", null),
        new("one-head", "average", "Queries and keys set the weights now, so that each token chooses whom it listens to; values are what it hears. This is self-attention.", 2.41),
        new("many-heads", "one-head", "Four narrow heads in place of one wide: a token can listen for four different things at once, at the same price.", 2.28),
        new("feed-forward", "many-heads", "After it has listened, each token works on what it heard, alone, in a hidden layer of its own.", 2.24),
        new("residual", "feed-forward", "Three blocks on top of each other, and each adds to the stream in place of replacing it: gradients reach the lowest block undiminished. The hidden layers are four times as wide from here on.", 2.08),
        new("layer-norm", "residual", "Before every part the numbers of a token are brought to the same mean and size, so that no part has to cope with what depth does to them.", 2.06),
        new("scaled", "layer-norm", "Nothing new, only more of it: layers, heads, channels and context, with dropout against learning the text by heart.", 1.48),
        new("wavenet", "one-head", "What attention replaced: neighbours are fused two by two, then the pairs, then the fours. The tree is always the same; nobody chooses whom to listen to.", null, Beside: true),
    ];

    public static Rung? Find(string preset) => Rungs.FirstOrDefault(rung => rung.Preset == preset);
}

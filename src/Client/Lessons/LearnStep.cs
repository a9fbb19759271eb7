// The lessons in their order: an address, few words, and what to try, which opens the stage set up.
namespace AttentionLab.Client.Lessons;

/// <param name="Path">Its address.</param>
/// <param name="Name">In the row of steps.</param>
/// <param name="Title">Over its picture.</param>
/// <param name="Says">Beside its picture, at most <see cref="MostWords"/> words.</param>
public sealed record LearnStep(string Path, string Name, string Title, string Says)
{
    public const int MostWords = 40;

    /// <summary>Pages that are set up for it.</summary>
    public IReadOnlyList<TryIt> Tries { get; init; } = [];

    public static IReadOnlyList<LearnStep> All { get; } =
    [
        new("learn", "Attention", "How a GPT learns to attend", "Five steps of arithmetic, and where to see each of them at work: click a token under Inspect, and all five stand there in numbers, as the model computed them.") { Tries = [new("Inspect a token", "inspect")] },
        new("learn/row", "One row", "One row of attention", "Four tokens, a head of one channel. C asks; its affinities are 1, 1, 1 and 8, and the values are 3, 6 and 0. The 8 would win everything, but D lies in the future.") { Tries = [new("See the same on your own model", "inspect?tab=score")] },
        new("learn/averages", "Three averages", "Three averages of the past", "Before attention there is a mean: every token takes in all tokens up to itself, each with the weight 1/(t+1). Three forms, one result; the third is the one that can learn.") { Tries = [new("Train the average", "?preset=average"), new("Train one head", "?preset=one-head")] },
        new("learn/watch", "What to look at", "What to look at while it trains", "Triangles of attention take shape while the loss falls. These are the shapes to know, and what the two losses say.") { Tries = [new("Open Train", "./")] },
        new("learn/ladder", "The ladder", "The ladder", "From a table of character pairs to a GPT, one ingredient at a time. Train a rung, then race it against the one before."),
        new("learn/try", "Things to try", "Things to try", "Each opens the page it belongs to, set up; Train says what to look for, in numbers of the run."),
        new("learn/keyboard", "Keyboard", "Keyboard", "What the keys do."),
    ];
}

/// <param name="Address">With what has to be set.</param>
public sealed record TryIt(string Text, string Address);

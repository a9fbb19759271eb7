// A few windows of text that was never trained on, always the same ones of a run.
namespace AttentionLab.Core;

public sealed class TextWindows
{
    /// <summary>Tokens of all windows together: enough to average over, and a fraction of a step's work.</summary>
    private const int AllTokens = 1024;
    private const int MostWindows = 64;

    private readonly IBatches batches;

    private TextWindows(IBatches batches) => this.batches = batches;

    /// <summary>B.</summary>
    public int Count => batches.Rows;

    /// <summary>T.</summary>
    public int Length => batches.Length;

    /// <summary>Windows of the validation part, as long as the context; of a task, examples that were kept out of training.</summary>
    /// <exception cref="ModelException">The text is too short for the context.</exception>
    /// <param name="tokens">Of all windows together; one window at least.</param>
    public static TextWindows Of(Corpus corpus, int context, long seed, int tokens = AllTokens)
    {
        corpus.RequireContext(context);
        return new(corpus.Batches(corpus.Validation, Math.Clamp(tokens / context, 1, MostWindows), context, seed));
    }

    /// <summary>Which of the batches they are; a token that nobody asks for is negative.</summary>
    internal IBatches Batches => batches;
}

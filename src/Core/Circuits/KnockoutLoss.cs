// What each head is worth: the loss on fixed held-out windows as it is, and without each head.
namespace AttentionLab.Core;

/// <param name="Step">Steps done.</param>
/// <param name="Loss">Of the model as it is, in nats per token.</param>
/// <param name="Without">The same with one head's output set to zero; layer by layer, head by head.</param>
public sealed record KnockoutLoss(int Step, double Loss, IReadOnlyList<double> Without)
{
    /// <summary>Tokens of all windows together, or one window where that is longer.</summary>
    private const int AllTokens = 512;

    /// <summary>Which windows: the same for every run, so that a fork under another seed goes on with what its parent was measured on.</summary>
    private const long Seed = 0;

    /// <summary>Windows of the validation part, the same at every step; of a task, held-out examples.</summary>
    /// <exception cref="ModelException">The text is too short for the context.</exception>
    public static TextWindows WindowsOf(Corpus corpus, int context) => TextWindows.Of(corpus, context, Seed, AllTokens);
}

// A model on a snapshot of weights: captures attention and writes text beside the training.
namespace AttentionLab.Core;

/// <summary>For one thread at a time, whichever it is.</summary>
public interface IInferenceModel : IDisposable
{
    /// <summary>The step whose weights these are.</summary>
    int Step { get; }

    GptConfig Config { get; }

    /// <summary>Everything that attention does with these tokens, and the logits.</summary>
    /// <param name="edits">What is changed in this pass; null leaves the model as it is.</param>
    /// <exception cref="ModelException">There are no tokens, more than the context, or one that is not in the vocabulary; or the edits are not possible.</exception>
    AttentionCapture Capture(int[] tokens, Interventions? edits = null);

    /// <summary>One logit as the sum of what each part of the model says.</summary>
    /// <param name="position">The token after which the next one is guessed.</param>
    /// <param name="token">The next token in question.</param>
    /// <exception cref="ModelException">There is no such position or token, the edits are not possible, or the model has no stream to split.</exception>
    LogitSplit SplitLogit(int[] tokens, int position, int token, Interventions? edits = null);

    /// <summary>What the model would answer after each of its parts.</summary>
    /// <param name="top">Candidates at each place.</param>
    /// <param name="target">The token to follow; null follows the one that the model ends with.</param>
    /// <exception cref="ModelException">The edits are not possible, or there is no such token.</exception>
    IReadOnlyList<LensStage> ReadLens(int[] tokens, int top, int? target = null, Interventions? edits = null);

    /// <summary>Where a head's queries come from; null where the model averages and has none.</summary>
    QueryProjection? QueriesOf(int layer, int head);

    /// <summary>Draws one token after another; the context slides. The same seed, prompt and weights draw the same tokens, wherever drawing begins.</summary>
    /// <param name="given">Tokens that are not drawn; answers begin behind those written.</param>
    /// <exception cref="ModelException">The settings, the prompt or the given tokens are not allowed.</exception>
    IEnumerable<SampledToken> Generate(int[] prompt, SamplerSettings settings, GivenTokens? given = null, CancellationToken cancellation = default);
}

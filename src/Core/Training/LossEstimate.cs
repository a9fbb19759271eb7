// The loss on both parts of the corpus, averaged over the same windows every time; of a task also how many answers are right.
namespace AttentionLab.Core;

/// <param name="Step">Steps done when it was measured.</param>
/// <param name="TrainLoss">Nats per token.</param>
/// <param name="ValLoss">Nats per token, on text that was never trained on.</param>
public sealed record LossEstimate(int Step, double TrainLoss, double ValLoss)
{
    /// <summary>Batches of each half that an early estimate averages over; null for all.</summary>
    public int? Batches { get; init; }

    /// <summary>On held-out examples; null where the corpus is no task.</summary>
    public AnswerScore? Answers { get; init; }
}

// The loss on both parts of the corpus, averaged over the same windows every time.
namespace AttentionLab.Model;

/// <param name="Step">Steps done when it was measured.</param>
/// <param name="TrainLoss">Nats per token.</param>
/// <param name="ValLoss">Nats per token, on text that was never trained on.</param>
public sealed record LossEstimate(int Step, double TrainLoss, double ValLoss);

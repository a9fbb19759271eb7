// One line of knockouts.jsonl: the loss with all heads and without each one, at one step.
namespace AttentionLab.Server.Storage;

/// <param name="Loss">Nats per token, on the windows below.</param>
/// <param name="Without">With one head's output at zero; layer by layer, head by head.</param>
/// <param name="Windows">Of the validation text, always the same ones.</param>
/// <param name="WindowTokens">Tokens of each.</param>
public sealed record KnockoutLine(int Step, double Loss, IReadOnlyList<double> Without, int Windows, int WindowTokens);

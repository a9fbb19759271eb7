// One line of heads.jsonl: what every head looked at, at one step, on two texts.
namespace AttentionLab.Server.Storage;

/// <param name="Probe">Scores on the probe text, layer by layer, head by head.</param>
/// <param name="Repeated">Scores on the run's repeated random sequence; null where the context is too short for one.</param>
public sealed record HeadsLine(int Step, IReadOnlyList<HeadScores> Probe, IReadOnlyList<HeadScores>? Repeated);

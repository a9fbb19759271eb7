// Live attention frames: what a viewer asks of the hub and what it gets.
namespace AttentionLab.Contracts;

/// <summary>Asks for live frames of a run's probe text.</summary>
/// <param name="Viewer">A name of the viewer's own choosing, unique; it acknowledges frames under this name.</param>
/// <param name="MaxPerSecond">At most so many frames a second, 1 to 60.</param>
public sealed record FrameRequest(string? Viewer, int? MaxPerSecond = null);

/// <summary>What one token of the probe text attends to in one head, in float32: the numbers behind a frame's 8 bits.</summary>
/// <param name="Step">Steps done by the model whose weights these are.</param>
/// <param name="Row">Position of the token that attends; it, layer and head count from 0.</param>
/// <param name="Weights">Key 0 first: Row + 1 of them where the mask hides the future, else one for every token.</param>
public sealed record AttentionRow(int Step, int Layer, int Head, int Row, float[] Weights);

/// <summary>One packed frame (docs/protocol.md), as base64 in JSON.</summary>
public sealed record Frame(string RunId, int Step, byte[] Bytes);

// Live attention frames: what a viewer asks of the hub and what it gets.
namespace AttentionLab.Contracts;

/// <summary>Asks for live frames of a run's probe text.</summary>
/// <param name="Viewer">A name of the viewer's own choosing, unique; it acknowledges frames under this name.</param>
/// <param name="MaxPerSecond">At most so many frames a second, 1 to 60.</param>
public sealed record FrameRequest(string? Viewer, int? MaxPerSecond = null);

/// <summary>One packed frame (docs/protocol.md), as base64 in JSON.</summary>
public sealed record Frame(string RunId, int Step, byte[] Bytes);

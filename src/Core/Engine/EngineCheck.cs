// What a look from outside tells of an engine, before anything of it is loaded.
namespace AttentionLab.Core;

/// <param name="Title">For people, with its version.</param>
/// <param name="Obstacle">Why it cannot be loaded here, as a sentence; null where nothing speaks against it.</param>
public sealed record EngineCheck(string Title, string? Obstacle);

/// <summary>An engine that was to be loaded and could not; the message says why and what can be done.</summary>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner);

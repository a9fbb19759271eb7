// What an engine's own error says to people: one sentence instead of native code's many lines.
using System.Runtime.InteropServices;

namespace AttentionLab.Core;

public static class EngineFault
{
    /// <summary>The sentence; null where the error is no engine's.</summary>
    public static string? Of(Exception error) => error switch
    {
        EngineException => error.Message,
        OutOfMemoryException => NoMemory,
        ExternalException when IsOfMemory(error.Message) => NoMemory,
        ExternalException => $"The engine cannot compute this: {FirstLine(error.Message)}",
        _ => null,
    };

    private const string NoMemory = "There is not enough memory to compute this. Take a smaller batch, context or model, or end what else needs memory.";

    private static bool IsOfMemory(string message) => message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase) || message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    private static string FirstLine(string message)
    {
        string line = message.Split('\n')[0].Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}

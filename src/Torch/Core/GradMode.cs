// Whether operations of this thread are recorded for backward.
namespace TorchSharp;

/// <summary>Sets the mode of the thread and, when disposed, what it was before.</summary>
internal sealed class GradMode : IDisposable
{
    [ThreadStatic]
    private static bool off;

    private readonly bool wasOff = off;

    public GradMode(bool enabled) => off = !enabled;

    /// <summary>For the engine's own use: sets the mode as long as the result lives, and allocates nothing.</summary>
    public static Region Recording(bool enabled)
    {
        var region = new Region(off);
        off = !enabled;
        return region;
    }

    /// <summary>Restores the mode that was before.</summary>
    internal readonly ref struct Region(bool wasOff)
    {
        public void Dispose() => off = wasOff;
    }

    public static bool Enabled => !off;

    public void Dispose() => off = wasOff;
}

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
}

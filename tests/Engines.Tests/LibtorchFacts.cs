// Tests that need libtorch: where there is none for this system they are skipped and say so.
namespace AttentionLab.Engines.Tests;

public sealed class LibtorchFactAttribute : FactAttribute
{
    public LibtorchFactAttribute() => Skip = Libtorch.Missing;
}

public sealed class LibtorchTheoryAttribute : TheoryAttribute
{
    public LibtorchTheoryAttribute() => Skip = Libtorch.Missing;
}

/// <summary>Tests of the one library that is fitted to older systems.</summary>
public sealed class LinuxBridgeFactAttribute : FactAttribute
{
    public LinuxBridgeFactAttribute() => Skip = Libtorch.MissingBridge;
}

/// <inheritdoc cref="LinuxBridgeFactAttribute"/>
public sealed class LinuxBridgeTheoryAttribute : TheoryAttribute
{
    public LinuxBridgeTheoryAttribute() => Skip = Libtorch.MissingBridge;
}

internal static class Libtorch
{
    private static readonly string? Folders = AppContext.GetData("AttentionLab.Libtorch") as string;

    /// <summary>Null where it is there.</summary>
    public static string? Missing => Folders is null ? "There is no libtorch for this system." : null;

    /// <summary>Null where it is there.</summary>
    public static string? MissingBridge => Folders is not null && File.Exists(Bridge) ? null : "TorchSharp's library is not the one for linux-x64.";

    /// <summary>TorchSharp's own library for Linux.</summary>
    public static string Bridge => Path.Combine(Folders!.Split('|')[0], "libLibTorchSharp.so");

    /// <summary>libtorch's files for Linux.</summary>
    public static string Folder => Folders!.Split('|')[1];
}

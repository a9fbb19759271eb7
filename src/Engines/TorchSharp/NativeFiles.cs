// Where libtorch and TorchSharp's bridge to it lie, and how they come into this process.
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace AttentionLab.Engines.TorchSharp;

/// <remarks>
/// TorchSharp's own loader looks for its library by name where .NET puts native files. Here the files are loaded by their paths
/// first, and the loader is handed the library that is loaded already: so tests can use them where NuGet keeps them, without a
/// copy of half a gigabyte each, and an older Linux gets its copy of the bridge.
/// </remarks>
internal sealed class NativeFiles
{
    /// <summary>Name the folders, the bridge's first, with a bar between: an environment variable, or a property of the program. Without them it is the folder libtorch beside the program.</summary>
    private const string FoldersVariable = "ATTENTIONLAB_LIBTORCH", FoldersProperty = "AttentionLab.Libtorch";

    private const string BridgeName = "LibTorchSharp";

    private static readonly Lock Gate = new();
    private static nint loaded;

    private readonly string[] folders;
    private readonly string bridge;

    private NativeFiles(string[] folders, string bridge) => (this.folders, this.bridge) = (folders, bridge);

    /// <exception cref="EngineException">Something is not there.</exception>
    public static NativeFiles Find()
    {
        string? given = Environment.GetEnvironmentVariable(FoldersVariable) is { Length: > 0 } named ? named : AppContext.GetData(FoldersProperty) as string;
        string[] folders = given?.Split('|') ?? [Path.Combine(AppContext.BaseDirectory, "libtorch")];
        foreach (string name in (string[])[FileName(BridgeName), FileName("torch_cpu")])
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
                throw new EngineException(Missing(name));
        return new(folders, folders.Select(folder => Path.Combine(folder, FileName(BridgeName))).First(File.Exists));
    }

    /// <summary>The bridge that this system can load: the file itself, or a copy that fits an older Linux.</summary>
    /// <exception cref="EngineException">There is none.</exception>
    public string BridgeFor(string cache) => OperatingSystem.IsLinux() ? OlderLinux.Fit(bridge, cache) : bridge;

    /// <summary>Loads everything, once in a process.</summary>
    /// <exception cref="EngineException">A file does not load; the message says which and why.</exception>
    public void Load(string cache)
    {
        lock (Gate)
        {
            if (loaded != 0) return;
            WaitPolicy.Set();
            if (OperatingSystem.IsLinux()) foreach (string file in LinuxParts()) LoadFile(file);
            else LoadFile(Path.Combine(folders[^1], FileName("torch_cpu")));
            loaded = LoadFile(BridgeFor(cache));
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name.Contains(BridgeName, StringComparison.Ordinal) ? loaded : 0;
        }
    }

    // In this order each finds those that it needs among the loaded ones.
    private IEnumerable<string> LinuxParts() =>
        folders.SelectMany(folder => Directory.GetFiles(folder, "libgomp*"))
            .Concat(from name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"] from folder in folders let file = Path.Combine(folder, name) where File.Exists(file) select file);

    private static nint LoadFile(string file)
    {
        if (OperatingSystem.IsLinux()) WholeFile.Require(file);
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            string why = e.Message.Split('\n').FirstOrDefault(line => line.Contains(Path.GetFileName(file), StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal)) ?? e.Message.Split('\n')[0];
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded: {Path.GetFileName(file)} is damaged or does not fit this system ({why.Trim()}).", e);
        }
    }

    private static string FileName(string library) => OperatingSystem.IsWindows() ? library + ".dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    private static string Missing(string name)
    {
        string system = RuntimeInformation.RuntimeIdentifier;
        return RuntimeInformation.ProcessArchitecture == Architecture.X64 && !OperatingSystem.IsMacOS() || OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? $"{TorchSharpEngine.Title} is not part of this build: there is no {name} beside the program. Build without -p:Engines=managed to have it."
            : $"{TorchSharpEngine.Title} has no libtorch for this system ({system}); it has one for Linux and Windows on x64, and for macOS on Arm.";
    }
}

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
        string? named = Environment.GetEnvironmentVariable(FoldersVariable) is { Length: > 0 } given ? given : null;
        string[] folders = (named ?? AppContext.GetData(FoldersProperty) as string)?.Split('|') ?? [Path.Combine(AppContext.BaseDirectory, "libtorch")];
        foreach (string name in (string[])[FileName(BridgeName), FileName("torch_cpu")])
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
                throw new EngineException(named is null ? Missing(name) : $"{TorchSharpEngine.Title} is not there: {FoldersVariable} is {named}, where there is no {name}. Allowed are the folders of {FileName(BridgeName)} and of libtorch, with | between them.");
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
            if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable("PATH", $"{string.Join(';', folders)};{Environment.GetEnvironmentVariable("PATH")}"); // CUDA's parts look there for one another
            foreach (string file in Parts()) LoadFile(file);
            loaded = LoadFile(BridgeFor(cache));
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name.Contains(BridgeName, StringComparison.Ordinal) ? loaded : 0;
        }
    }

    // In this order each finds those that it needs among the loaded ones. CUDA's two are only in a libtorch that computes there.
    private IEnumerable<string> Parts() =>
        folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "libgomp*"))
            .Concat(from name in (string[])["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"] from folder in folders let file = Path.Combine(folder, FileName(name)) where File.Exists(file) select file);

    private static nint LoadFile(string file)
    {
        if (OperatingSystem.IsLinux()) WholeFile.Require(file);
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            string[] lines = e.Message.Split('\n'); // the first says that it failed, the second what the system said
            string why = lines.Skip(1).FirstOrDefault(line => line.Contains(": ", StringComparison.Ordinal)) ?? lines[0];
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

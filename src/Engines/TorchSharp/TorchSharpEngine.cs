// The lab's engine where libtorch loads: checked from outside at start, loaded when it is first needed.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AttentionLab.Model;
using static TorchSharp.torch;

namespace AttentionLab.Engines.TorchSharp;

public static class TorchSharpEngine
{
    /// <summary>Of the package that this was compiled on.</summary>
    public const string Title = "TorchSharp 0.107";

    /// <summary>Looks at files only, in milliseconds; nothing is loaded.</summary>
    /// <param name="cache">Folder for a copy of the native library that fits this system; made when it is needed.</param>
    public static EngineCheck Check(string cache)
    {
        try
        {
            _ = NativeFiles.Find().BridgeFor(cache);
            return new(Title, null);
        }
        catch (EngineException e)
        {
            return new(Title, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(Title, Unreadable(e));
        }
    }

    /// <summary>Loads libtorch into this process, for good.</summary>
    /// <param name="device">auto, cpu or cuda.</param>
    /// <param name="cache">As for <see cref="Check"/>.</param>
    /// <returns>The engine, and where it computes: cpu or cuda.</returns>
    /// <exception cref="EngineException">It cannot be loaded, or the device is not to be had.</exception>
    public static (IEngine Engine, string Device) Load(string device, string cache)
    {
        try
        {
            NativeFiles.Find().Load(cache);
            return Prove(device);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || e is IOException and not FileNotFoundException and not FileLoadException)
        {
            throw new EngineException(Unreadable(e), e);
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException or EntryPointNotFoundException or ExternalException
            or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw new EngineException($"{Title} cannot be loaded: {(e.GetBaseException().Message.Split('\n')[0])}", e);
        }
    }

    // Not inlined: a TorchSharp.dll that is missing is noticed where its types are first named.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (IEngine Engine, string Device) Prove(string device)
    {
        Accelerator.Device = DeviceOf(device);
        using var proof = ones(2, 2, device: Accelerator.Device); // (2, 2)
        if (Accelerator.Read(proof.matmul(proof)) is not [2, 2, 2, 2]) throw new EngineException($"{Title} was loaded, but computes 1 + 1 wrongly; its native library does not fit this system.");
        return (new ModelEngine(EngineNames.TorchSharp), Accelerator.Device.type == global::TorchSharp.DeviceType.CUDA ? "cuda" : "cpu");
    }

    private static string Unreadable(Exception e) => $"{Title} cannot be loaded: its files cannot be read ({e.Message}).";

    private static Device DeviceOf(string device)
    {
        if (device == "cpu") return CPU;
        if (cuda.is_available()) return CUDA;
        return device == "cuda"
            ? throw new EngineException("Lab:Device is cuda, but this libtorch finds no CUDA device; allowed here are auto and cpu. docs/engine.md says how CUDA's libtorch is added.")
            : CPU;
    }
}

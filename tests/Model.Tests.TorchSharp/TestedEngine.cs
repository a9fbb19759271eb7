// Which engine the tests of the model run on here.
using System.Runtime.CompilerServices;
using AttentionLab.Engines.TorchSharp;

namespace AttentionLab;

internal static class TestedEngine
{
    public const string Name = "torchsharp";

    /// <summary>libtorch is loaded before any test names a tensor.</summary>
    [ModuleInitializer]
    public static void Start() => TorchSharpEngine.Load("cpu", Path.Combine(Path.GetTempPath(), "attentionlab-tests", Environment.UserName));
}

// The two assemblies whose boundary is looked at: the engine, and the model that is compiled against it.
using System.Reflection;
using TorchSharp;

namespace AttentionLab.Torch.Tests.Api;

internal static class Assemblies
{
    public static readonly Assembly Engine = typeof(torch).Assembly;

    public static readonly Assembly Model = Assembly.Load("AttentionLab.Engines.Managed");
}

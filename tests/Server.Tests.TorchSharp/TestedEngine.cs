// The engine that the server trains with in these tests.
namespace AttentionLab;

internal static class TestedEngine
{
    public const string Name = EngineNames.TorchSharp;
}

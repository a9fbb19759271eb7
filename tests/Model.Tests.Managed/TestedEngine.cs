// Which engine the tests of the model run on here.
namespace AttentionLab;

internal static class TestedEngine
{
    public const string Name = "managed";
}

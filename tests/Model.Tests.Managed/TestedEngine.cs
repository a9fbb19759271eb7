// Which engine the tests of the model run on here.
namespace AttentionLab.Model.Tests;

internal static class TestedEngine
{
    public const string Name = "managed";
}

// A test says in its name which engine it ran on. In the namespace above those of the tests, where [Fact] finds it before xunit's own.
using System.Runtime.CompilerServices;

namespace AttentionLab;

/// <summary>As xunit's own, named "engine: Subject_Condition_Result".</summary>
public sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute([CallerMemberName] string test = "") => DisplayName = $"{TestedEngine.Name}: {test}";
}

/// <inheritdoc cref="FactAttribute"/>
public sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute([CallerMemberName] string test = "") => DisplayName = $"{TestedEngine.Name}: {test}";
}

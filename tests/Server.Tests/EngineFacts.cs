// A test of the server says in its name which engine it ran on.
using System.Runtime.CompilerServices;

namespace AttentionLab.Server.Tests;

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

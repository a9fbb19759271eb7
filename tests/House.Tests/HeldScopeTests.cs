// Gradients that are off and scopes that dispose belong to a thread: none is held where a method may go on later, on another one.
using System.Text.RegularExpressions;

namespace AttentionLab.House.Tests;

/// <remarks>The sources are read as text: from where something is taken to the end of its statement or block there must be no await and no yield.</remarks>
public partial class HeldScopeTests
{
    [Fact]
    public void Source_HoldingAThreadsScope_NeitherAwaitsNorYields()
    {
        var files = Repository.Files.Where(file => file.EndsWith(".cs") && (file.StartsWith("src/Model/") || file.StartsWith("src/Engines/") || file.StartsWith("src/Server/")));
        Assert.Empty(from file in files from held in Held(Repository.Read(file)) select $"{file}: {held}");
    }

    [Theory]
    [InlineData("{ using var none = no_grad(); Work(); await Later(); }", true)]
    [InlineData("{ using var scope = torch.NewDisposeScope(); foreach (var x in all) { yield return x; } }", true)]
    [InlineData("{ using (no_grad()) { if (x) { await Later(); } } }", true)]
    [InlineData("{ using (var scope = NewDisposeScope()) foreach (var x in all) yield return x; }", true)]
    [InlineData("{ { using var none = no_grad(); Work(\"}\"); } await Later(); }", false)]
    [InlineData("{ using (no_grad()) { Work('}'); } yield return 1; }", false)]
    [InlineData("{ using (no_grad()) matrix.copy_(drawn); yield return 1; }", false)]
    [InlineData("{ using var none = no_grad(); /* await } */ Work(); // yield\n }", false)]
    public void Held_InASource_IsFound(string source, bool found) => Assert.Equal(found, Held(source).Any());

    /// <summary>What is taken in lines that hold it too long.</summary>
    private static IEnumerable<string> Held(string source)
    {
        string code = TextAndComments().Replace(source, "");
        return Taking().Matches(code).Where(taken => Leaves().IsMatch(code[taken.Index..End(code, taken)])).Select(taken => taken.Value.Trim());
    }

    /// <summary>Where a declaration's block or a statement of <c>using (..)</c> ends.</summary>
    private static int End(string code, Match taken)
    {
        bool isDeclaration = !taken.Groups["statement"].Success;
        int depth = 0, round = isDeclaration ? 0 : 1; // within "using ("
        for (int i = taken.Index + taken.Length; i < code.Length; i++)
        {
            if (code[i] == '(') round++;
            if (code[i] == ')') round--;
            if (code[i] == '{') depth++;
            if (code[i] == '}' && --depth < (isDeclaration ? 0 : 1)) return i;
            if (code[i] == ';' && depth == 0 && round <= 0 && !isDeclaration) return i;
        }
        return code.Length;
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|\$?@?""(\\.|[^""\\])*""|'(\\.|[^'\\])'", RegexOptions.Singleline)]
    private static partial Regex TextAndComments();

    // The last bracket belongs to "using (", if there is one; the call's own is closed.
    [GeneratedRegex(@"using\s*(?<statement>\()?[^;{}()]*\b(no_grad|inference_mode|enable_grad|set_grad_enabled|NewDisposeScope)\([^()]*\)")]
    private static partial Regex Taking();

    [GeneratedRegex(@"\b(await|yield)\b")]
    private static partial Regex Leaves();
}

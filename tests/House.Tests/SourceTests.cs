// Sources stay small, named by role, and free of what does not belong in them.
using System.Text.RegularExpressions;

namespace AttentionLab.House.Tests;

public partial class SourceTests
{
    private const int MostLines = 400;

    /// <summary>The one file that a program writes; it is as long as what it describes.</summary>
    private const string Generated = "src/Client/Scripts/contract.ts";

    private static readonly string[] SourceEndings = [".cs", ".razor", ".ts", ".mjs", ".css", ".py", ".targets", ".props", ".csproj"];

    private static IEnumerable<string> Sources => Repository.Files.Where(file => SourceEndings.Any(file.EndsWith));

    [Fact]
    public void Source_AnyFile_IsAtMost400Lines()
    {
        var long_ = Sources.Where(file => file != Generated).Select(file => (file, lines: Repository.Read(file).Count(c => c == '\n'))).Where(x => x.lines > MostLines);
        Assert.Empty(long_);
    }

    [Fact]
    public void Source_AnyFile_IsNamedByItsRole() => Assert.DoesNotContain(Sources, file => GrabBag().IsMatch(Path.GetFileNameWithoutExtension(file)));

    [Fact]
    public void Source_AnyFile_SaysItsIdeaInTheFirstLine()
    {
        var silent = Sources.Where(file => file.EndsWith(".cs") || file.EndsWith(".ts") || (file.EndsWith(".razor") && !file.EndsWith("_Imports.razor")) || file.EndsWith(".css") || file.EndsWith(".py"))
            .Where(file => !FirstLine().IsMatch(Repository.Read(file).TrimStart('\uFEFF')));
        Assert.Empty(silent);
    }

    [Fact]
    public void Source_AnyFile_IsFinished() => Assert.Empty(Matches(Unfinished(), "SourceTests.cs"));

    [Fact]
    public void Source_AnyFile_NamesNoPackageHost() => Assert.Empty(Matches(PackageHost(), "SourceTests.cs"));

    [Fact]
    public void Script_AnyFile_HangsNothingOnWindow() =>
        Assert.DoesNotContain(Sources, file => file.EndsWith(".ts") && WindowAssignment().IsMatch(Repository.Read(file)));

    [Fact]
    public void Client_OutsideInterop_NeverNamesJSRuntime() =>
        Assert.DoesNotContain(Sources, file => file.StartsWith("src/Client/") && !file.StartsWith("src/Client/Interop/") && Repository.Read(file).Contains("IJSRuntime"));

    [Fact]
    public void Model_AnyCall_GoesThroughCall() =>
        Assert.DoesNotContain(Sources, file => file.StartsWith("src/Model/") && Repository.Read(file).Contains(".forward("));

    [Fact]
    public void Model_AnySource_NamesNoEngine() =>
        Assert.DoesNotContain(Sources, file => file.StartsWith("src/Model/") && file.EndsWith(".cs") && Repository.Read(file).Contains("TorchSharp.Kernels"));

    // A picture that is named only once it is drawn has no name for whoever looks sooner.
    [Fact]
    public void Picture_AnyFile_HasItsNameFromTheStart()
    {
        var nameless = from file in Sources
                       where file.EndsWith(".razor") || file.EndsWith(".ts")
                       from line in Repository.Read(file).Split('\n')
                       from Match picture in PictureAttributes().Matches(line)
                       where !picture.Value.Contains("aria-label")
                       select $"{file}: {picture.Value}";
        Assert.Empty(nameless);
    }

    // Scripts are tested beside them, in their own language; one C# test has vitest run all of those.
    /// <summary>One that asks what is inside an element is asked again, up to the root, whenever anything is put in or taken out below it: while a run trains that is all the time.</summary>
    [Fact]
    public void Style_AnyRule_AsksNotWhatIsInside() =>
        Assert.DoesNotContain(Repository.Files, file => file.EndsWith(".css") && Repository.Read(file).Contains(":has("));

    [Fact]
    public void Test_InCSharp_HoldsNoScript()
    {
        var runners = Sources.Where(file => file.StartsWith("tests/") && file.EndsWith(".cs") && !file.StartsWith("tests/House.Tests/") && ScriptRunner().IsMatch(Repository.Read(file)));
        Assert.Equal(["tests/Client.Tests/ScriptTests.cs"], runners);
    }

    // Without a role a div, span or paragraph may carry no name.
    [Fact]
    public void Name_AnyMarkup_StandsOnWhatHasARole()
    {
        var named = from file in Sources
                    where file.EndsWith(".razor")
                    from Match element in NamedElements().Matches(Repository.Read(file))
                    where !element.Value.Contains("role=")
                    select $"{file}: {element.Value}";
        Assert.Empty(named);
    }

    private static IEnumerable<string> Matches(Regex pattern, string except) =>
        from file in Sources
        where !file.EndsWith(except)
        from line in Repository.Read(file).Split('\n')
        where pattern.IsMatch(line)
        select $"{file}: {line.Trim()}";

    // DisposeScopeManager and OptimizerHelper are TorchSharp's own names.
    [GeneratedRegex("^(?!DisposeScopeManager$|OptimizerHelper$).*(Utils|Helper|Common|Manager|Shared)", RegexOptions.IgnoreCase)]
    private static partial Regex GrabBag();

    [GeneratedRegex(@"^(//|@\*|/\*|#|"""""")")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|Fact\(Skip|Math\.random\(\)|lorem ipsum", RegexOptions.IgnoreCase)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"nuget\.org|npmjs\.(org|com)|deb\.debian\.org", RegexOptions.IgnoreCase)]
    private static partial Regex PackageHost();

    [GeneratedRegex("""<[^<>]*role="img"[^<>]*>|\{[^{}]*role: 'img'[^{}]*\}|\.setAttribute\('role', 'img'\).*""")]
    private static partial Regex PictureAttributes();

    [GeneratedRegex("""\bScriptModule\b|\besbuild\b|"(node|npx|npm|deno|bun)"|using (Jint|Microsoft\.ClearScript)\b""")]
    private static partial Regex ScriptRunner();

    [GeneratedRegex(@"<(?:div|span|p)\b[^<>]*\baria-label=[^<>]*>")]
    private static partial Regex NamedElements();

    [GeneratedRegex(@"\bwindow(\.\w+|\[[^\]]+\])\s*=[^=]|globalThis\.\w+\s*=[^=]")]
    private static partial Regex WindowAssignment();
}

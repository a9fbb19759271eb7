// The proof panel on its two pages: what its script is told, and that its markup has every part the script looks for.
using System.Text.RegularExpressions;
using AttentionLab.Client.Controls.Proof;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AttentionLab.Client.Tests.Proof;

public sealed partial class RowProofTests : LabContext
{
    [Fact]
    public void LearnRow_Shown_OpensTheLessonAndLeadsToInspect()
    {
        Script("row-proof");
        var page = Render<Pages.LearnRow>();
        Assert.Equal(new RowProofOptions(Lesson: true), JSInterop.Invocations["initialize"].Select(call => call.Arguments[1]).OfType<RowProofOptions>().Single());
        Assert.Equal("inspect?tab=score", page.Find("a[href^=inspect]").GetAttribute("href"));
    }

    [Fact]
    public void RowProof_Markup_HasEveryPartThatItsScriptsAskFor()
    {
        Script("row-proof");
        string[] asked = AskedBy(file => file != Bars);
        Assert.True(asked.Length > 20);
        Assert.Empty(asked.Except(PartsOf(Render<RowProof>())));
    }

    [Fact]
    public void ProofBars_Markup_HasEveryPartThatItsScriptAsksFor()
    {
        Script("proof-bars");
        string[] asked = AskedBy(file => file == Bars);
        Assert.True(asked.Length > 4);
        Assert.Empty(asked.Except(PartsOf(Render<ProofBars>())));
    }

    private const string Bars = "proof-bars.entry.ts";

    private static string[] AskedBy(Func<string, bool> script) =>
        [.. Directory.GetFiles(Path.Combine(SourceFolder.Client, "Scripts", "proof"), "*.ts").Where(file => script(Path.GetFileName(file))).SelectMany(file => Part().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct()];

    private static IEnumerable<string> PartsOf(IRenderedComponent<IComponent> panel) => panel.FindAll("[data-part]").Select(part => part.GetAttribute("data-part")!);

    [GeneratedRegex(@"part(?:<\w+>)?\(root, '([\w-]+)'\)")]
    private static partial Regex Part();
}

// The proof panel on its two pages: what its script is told, and that its markup has every part the script looks for.
using System.Text.RegularExpressions;
using AttentionLab.Client.Controls.Proof;
using Bunit;

namespace AttentionLab.Client.Tests.Proof;

public sealed partial class RowProofTests : LabContext
{
    [Fact]
    public void LearnRow_Shown_OpensTheLessonAndLeadsToInspect()
    {
        Script("row-proof");
        var page = Render<Pages.LearnRow>();
        Assert.Equal(new RowProofOptions(Lesson: true), JSInterop.Invocations["initialize"].Single().Arguments[1]);
        Assert.Equal("inspect#proof", page.Find("a[href^=inspect]").GetAttribute("href"));
    }

    [Fact]
    public void RowProof_Markup_HasEveryPartThatItsScriptsAskFor()
    {
        Script("row-proof");
        var panel = Render<RowProof>();
        string[] there = [.. panel.FindAll("[data-part]").Select(part => part.GetAttribute("data-part")!)];
        string[] asked = [.. ScriptModule.Sources("proof").SelectMany(text => Part().Matches(text).Select(match => match.Groups[1].Value)).Distinct()];
        Assert.True(asked.Length > 20);
        Assert.Empty(asked.Except(there));
    }

    [GeneratedRegex(@"part(?:<\w+>)?\(root, '([\w-]+)'\)")]
    private static partial Regex Part();
}

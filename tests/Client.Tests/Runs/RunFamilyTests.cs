// Families of runs: who was forked from whom, and what the page says of it.
using AttentionLab.Client.Controls.Runs;
using Bunit;

namespace AttentionLab.Client.Tests.Runs;

public class RunFamilyTests : LabContext
{
    private static readonly RunInfo Head = Make("a", null, 0, 1000, 2.5);

    [Fact]
    public void Of_ForksOfForks_AreATreeInTheOrderOfTheirSteps()
    {
        var family = Assert.Single(RunFamily.Of([Make("d", "b", 900, 2000, 2.1), Make("c", "a", 100, 800, 2.6), Make("b", "a", 1000, 1500, 2.2), Head, Make("single", null, 0, 10, null)]));
        Assert.Equal("a(c b(d))", Words(family));
        Assert.Equal((2000, 4), (family.Steps, family.Count));
    }

    [Fact]
    public void Of_DeletedParent_KeepsItsForksTogether()
    {
        var family = Assert.Single(RunFamily.Of([Make("b", "gone", 300, 500, 2), Make("c", "gone", 400, 700, 2)]));
        Assert.Equal("gone(b c)", Words(family));
        Assert.Equal((null, "Run gone", 2), (family.Run, family.Name, family.Count));
    }

    [Fact]
    public void Families_OneMatches_AreShownWholeWithChangesAndGain()
    {
        var fork = Make("b", "a", 400, 2000, 2.25);
        var shown = Render<RunFamilies>(of => of.Add(list => list.Runs, [fork]).Add(list => list.All, [fork, Head, Make("other", null, 0, 5, 3)]));
        Assert.Equal(["Run a", "Run b"], shown.FindAll(".who a").Select(name => name.TextContent));
        Assert.All(["from step 400", "learning rate 0.003 to 0.001", "−0.250", "Its own steps are 400 to 2,000"], text => Assert.Contains(text, shown.Find("ul ul").TextContent));
        Assert.Contains("1 run was never forked", shown.Markup);
        Assert.Equal("left: 20%; width: 80%", shown.Find("ul ul .own").GetAttribute("style"));
        shown.Find(".who button[aria-expanded]").Click();
        Assert.Equal("false", shown.Find(".who button[aria-expanded]").GetAttribute("aria-expanded"));
        Assert.Empty(shown.FindAll("ul ul"));
    }

    [Fact]
    public void Families_NoForks_SaysSo() =>
        Assert.Contains("None of these runs was forked", Render<RunFamilies>(of => of.Add(list => list.Runs, [Head]).Add(list => list.All, [Head])).Markup);

    private static string Words(RunFamily family) => family.Id + (family.Forks.Count == 0 ? "" : $"({string.Join(' ', family.Forks.Select(Words))})");

    private static RunInfo Make(string id, string? parent, int from, int step, double? loss) => FakeLab.Run(id, RunStatus.Finished) with
    {
        Step = step,
        ValLoss = loss,
        Parent = parent is null ? null : new(parent, $"Run {parent}", from, ["learning rate 0.003 to 0.001"]),
    };
}

// The ladder's page: every rung in order, what the lecture and one's own runs reached, and where its buttons lead.
using AttentionLab.Client.Pages;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Learn;

public class LadderPageTests : LabContext
{
    public LadderPageTests() => Lab.Presets = Lab.Presets with { Presets = [.. Lab.Presets.Presets, Rung("bigram"), Rung("one-head"), Rung("many-heads")] };

    [Fact]
    public void Ladder_Presets_StandInTheLecturesOrder()
    {
        Lab.Presets = Lab.Presets with { Presets = [.. Lab.Presets.Presets.Reverse()] };
        Assert.Equal(["rung-bigram", "rung-one-head", "rung-many-heads"], Render<LearnLadder>().FindAll("li.rung").Select(rung => rung.Id));
    }

    [Fact]
    public void Ladder_NothingTrained_SaysSoAndShowsTheLecturesLossAsTheLectures()
    {
        var page = Render<LearnLadder>();
        page.WaitForAssertion(() => Assert.Contains("not trained here yet", page.Find("#rung-one-head").TextContent));
        Assert.Contains("Lecture2.41", page.Find("#rung-one-head .losses").TextContent.Replace(" ", "").Replace("\n", ""));
        Assert.Contains("Nothing of the ladder has been trained", page.Find(".mud-alert").TextContent);
    }

    [Fact]
    public void Ladder_RunOfARung_ShowsItsBestEstimateAndLinksToIt()
    {
        Lab.AllRuns.Add(RunOf("r5", "one-head"));
        Lab.Curves["r5"] = Estimates([0, 500, 1000], [4.2, 2.4321, 2.5]);
        var page = Render<LearnLadder>();
        page.WaitForAssertion(() => Assert.Contains("2.4321", page.Find("#rung-one-head").TextContent));
        Assert.Contains("at step 500", page.Find("#rung-one-head").TextContent);
        Assert.Equal("?run=r5", page.Find("#rung-one-head dd a").GetAttribute("href"));
        Assert.Contains("not trained here yet", page.Find("#rung-many-heads").TextContent);
    }

    [Fact]
    public void Ladder_RunWithAnIngredientSwitchedOff_IsNotItsRung()
    {
        var run = RunOf("r5", "one-head");
        Lab.AllRuns.Add(run with { Model = run.Model with { Mask = false } });
        var page = Render<LearnLadder>();
        page.WaitForAssertion(() => Assert.Contains("not trained here yet", page.Find("#rung-one-head").TextContent));
    }

    [Fact]
    public void Ladder_RunOnAnotherText_CountsThereOnly()
    {
        Lab.AllRuns.Add(RunOf("r5", "one-head") with { Corpus = "play" });
        var page = Render<LearnLadder>();
        page.WaitForAssertion(() => Assert.Contains("not trained here yet", page.Find("#rung-one-head").TextContent));
        Services.GetRequiredService<NavigationManager>().NavigateTo("learn/ladder?corpus=play");
        var other = Render<LearnLadder>();
        other.WaitForAssertion(() => Assert.Contains("3.9500", other.Find("#rung-one-head").TextContent));
        Assert.Contains("cannot be compared", other.Markup);
    }

    [Fact]
    public void Ladder_NewEstimateWhileOpen_IsShown()
    {
        var page = Render<LearnLadder>();
        page.WaitForAssertion(() => Assert.Contains("not trained here yet", page.Find("#rung-many-heads").TextContent));
        Lab.Become(RunOf("r6", "many-heads"));
        page.WaitForAssertion(() => Assert.Contains("3.9500", page.Find("#rung-many-heads").TextContent));
    }

    [Fact]
    public void Ladder_CurvesCannotBeRead_SaysWhyAndOffersAnotherTry()
    {
        Lab.AllRuns.Add(RunOf("r5", "one-head"));
        Lab.Refuse = new LabException(Refusal.Unavailable, "The disk is gone.");
        var page = Render<LearnLadder>();
        page.WaitForAssertion(() => Assert.Contains("The disk is gone.", page.Find("[role=alert]").TextContent));
        Lab.Refuse = null;
        page.Find("[role=alert] button").Click();
        page.WaitForAssertion(() => Assert.Contains("3.9500", page.Find("#rung-one-head").TextContent));
    }

    [Fact]
    public void Ladder_Buttons_LeadToTrainAndRaceWithTheRungChosen()
    {
        var page = Render<LearnLadder>();
        Assert.Equal(["?preset=many-heads&corpus=tiny-shakespeare", "race?lanes=one-head,many-heads&corpus=tiny-shakespeare"],
            page.FindAll("#rung-many-heads .actions a").Select(link => link.GetAttribute("href")));
        Assert.Single(page.FindAll("#rung-bigram .actions a"));
    }

    private static PresetInfo Rung(string name) => new(name, name, "A rung.", FakeLab.Run("r", RunStatus.Finished).Model with { Layers = 1, Heads = name == "many-heads" ? 4 : 1 }, FakeLab.Run("r", RunStatus.Finished).Training, 1000);

    private static RunInfo RunOf(string id, string preset) => FakeLab.Run(id, RunStatus.Finished) with { Preset = preset, Model = Rung(preset).Model };

    private static Estimates Estimates(int[] steps, double[] losses) => new() { Step = steps, TrainLoss = losses, ValLoss = losses };
}

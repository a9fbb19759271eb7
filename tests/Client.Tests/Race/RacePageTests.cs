// The Race page in every state a race can be in, and how it follows its racers.
using AttentionLab.Client.Controls.Compare;
using AttentionLab.Client.Controls.Race;
using AttentionLab.Client.Controls.Train;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RacePage = AttentionLab.Client.Pages.Race;

namespace AttentionLab.Client.Tests.Race;

public class RacePageTests : LabContext
{
    public RacePageTests()
    {
        Script("curves");
        Script("racer-heads");
        Script("attention-legend");
        Script("time-lapse");
        Script("difference");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Race_NoneEver_OffersToStartOne()
    {
        var page = Open("race");
        Assert.Single(page.FindComponents<RaceForm>());
        Assert.Empty(page.FindAll(".standings"));
    }

    [Fact]
    public void Race_AddressNamesNoneButOneTrains_GoesToIt()
    {
        Races.Put("c1", RunStatus.Running);
        Open("race");
        Assert.EndsWith("/race?race=c1", Navigation.Uri);
    }

    [Fact]
    public void Race_AddressNamesLanes_OpensTheFormWithThemThoughAnotherRaceTrains()
    {
        Races.Put("c1", RunStatus.Running);
        var page = Open("race?lanes=small,tiny,unknown&corpus=play");
        Assert.EndsWith("/race?lanes=small,tiny,unknown&corpus=play", Navigation.Uri);
        Assert.Equal(["small", "tiny"], page.FindComponents<RaceLane>().Select(lane => lane.Instance.Draft.Preset));
    }

    [Fact]
    public void Race_AddressNamesADeletedOne_SaysSoAndOffersAStart()
    {
        var page = Open("race?race=gone");
        Assert.Contains("There is no race “gone”", page.Find("[role=status]").TextContent);
        Assert.Single(page.FindComponents<RaceForm>());
    }

    [Fact]
    public void Race_WithAttention_HasOneScrubberForAllRacers()
    {
        Races.Put("c1", RunStatus.Running);
        var page = Open("race?race=c1");
        var lapse = Assert.Single(page.FindComponents<TimeLapse>()).Instance;
        Assert.Equal(Races.Find("c1")!.Runs.Select(racer => racer.Id), [lapse.Run.Id, .. lapse.With]);
    }

    [Fact]
    public void Race_Training_ShowsCurvesStandingsHeadsAndTextsOfEveryRacer()
    {
        Races.Put("c1", RunStatus.Running);
        var page = Open("race?race=c1");
        Assert.Equal("Race c1", page.Find(".crumbs [aria-current]").TextContent);
        Assert.Equal(["c1-a", "c1-b"], page.FindComponent<Controls.Curves.CurvesChart>().Instance.Runs.Select(run => run.Id));
        Assert.Equal(2, page.FindAll(".standings tbody tr").Count);
        Assert.All(["809,537", "2.346", "2.457", "102,400", "2.50", "50.0 %"], text => Assert.Contains(text, page.Find(".standings tbody tr").TextContent));
        Assert.Equal(["Run c1-a", "Run c1-b"], page.FindAll("article h3").Select(name => name.TextContent));
        Assert.All(page.FindAll("article pre"), text => Assert.Contains("KING:", text.TextContent));
        Assert.Equal(2, page.FindComponents<RacerHeads>().Count);
    }

    [Fact]
    public void Race_OfTheTwoEngines_SubtractsTheirAttentionAtOnce()
    {
        Races.Put("c1", RunStatus.Running);
        Lab.AllRuns[0] = Lab.AllRuns[0] with { Engine = EngineNames.TorchSharp };
        var difference = Assert.Single(Open("race?race=c1").FindComponents<DifferenceView>());
        Assert.Equal(["Run c1-a", "Run c1-b"], new[] { "a", "b" }.Select(side => difference.Find($"#{side}-run").GetAttribute("value")));
    }

    [Fact]
    public void Race_OnOneEngine_SubtractsAttentionWhenAsked()
    {
        Races.Put("c1", RunStatus.Running);
        var page = Open("race?race=c1");
        Assert.Empty(page.FindComponents<DifferenceView>());
        Press(page, "More of Race c1", "Subtract their attention");
        Assert.Single(page.FindComponents<DifferenceView>());
    }

    [Fact]
    public void Race_RacerWithoutAttention_SaysWhy()
    {
        Races.Put("c1", RunStatus.Running);
        Lab.AllRuns[0] = Lab.AllRuns[0] with { Model = Lab.AllRuns[0].Model with { Mixer = Mixer.None, Layers = 0 } };
        Assert.Contains("has no attention", Open("race?race=c1").Find("article .still").TextContent);
    }

    [Fact]
    public void Race_MakesProgress_GivesPlacesInLanesThatStayAndMarksWhoIsOut()
    {
        var race = Races.Put("c1", RunStatus.Running);
        var page = Open("race?race=c1");
        Races.Become(race with { Step = 1421 }, Lab.Find("c1-a")! with { ValLoss = 2.9 }, Lab.Find("c1-b")! with { ValLoss = 1.5 });
        page.WaitForAssertion(() =>
        {
            Assert.Contains("1,421", page.Find(".race-head").TextContent);
            Assert.Equal(["place 2", "place 1"], page.FindAll(".standings .racer small").Select(small => small.TextContent[..7]));
            Assert.Equal("Run c1-b is 1.400 lower than Run c1-a", page.Find("h1").TextContent);
        });
        Races.Become(race with { Runs = [race.Runs[0], race.Runs[1] with { OutAt = 1500 }] }, Lab.Find("c1-b")! with { Status = RunStatus.Paused, Message = "The loss at step 1500 is not a number." });
        page.WaitForAssertion(() =>
        {
            Assert.Equal(["Run c1-a", "Run c1-b"], page.FindAll(".standings .racer a").Select(link => link.TextContent));
            Assert.Contains("out at step 1,500", page.Find(".standings .out").TextContent);
            Assert.Contains("is not a number", page.Find(".standings .why").TextContent);
        });
    }

    [Fact]
    public void Race_Over_IsInTheOrderOfItsPlaces()
    {
        Races.Put("c1", RunStatus.Finished);
        Lab.AllRuns[1] = Lab.AllRuns[1] with { ValLoss = 1.25 };
        var page = Open("race?race=c1");
        Assert.Equal(["Run c1-b", "Run c1-a"], page.FindAll(".standings .racer a").Select(link => link.TextContent));
        Assert.Equal("Run c1-b ends 1.207 lower than Run c1-a", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll(".controls"));
    }

    [Fact]
    public async Task Race_PauseStepResumeStop_AskForTheWholeRace()
    {
        Races.Put("c1", RunStatus.Running);
        var page = Open("race?race=c1");
        foreach (string verb in new[] { "Pause", "Step", "Resume", "Stop" })
        {
            page.WaitForAssertion(() => Assert.Null(Button(page, verb).GetAttribute("aria-disabled")));
            await page.InvokeAsync(() => Button(page, verb).Click()); // between two renders
        }
        page.WaitForAssertion(() => Assert.Equal(["Pause c1", "Step 1 c1", "Resume c1", "Stop c1"], Races.Calls));
        Assert.Empty(Lab.Calls);
    }

    [Fact]
    public void Race_Interrupted_SaysFromWhereItGoesOn()
    {
        var race = Races.Put("c1", RunStatus.Interrupted);
        Races.All[0] = race with { Message = "The server ended while this race trained." };
        var page = Open("race?race=c1");
        Assert.Contains("The server ended", page.Find("[role=status].mud-alert").TextContent);
        Assert.Null(Button(page, "Resume").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void Race_RacerOnAnEngineThatCannotCompute_SaysWhyItCannotGoOn()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines("TorchSharp 0.107 cannot be loaded here.") };
        Races.Put("c1", RunStatus.Stopped);
        Lab.AllRuns[1] = Lab.AllRuns[1] with { Engine = EngineNames.TorchSharp };
        var page = Open("race?race=c1");
        Assert.Equal("true", Button(page, "Resume").GetAttribute("aria-disabled"));
        Assert.Contains("TorchSharp 0.107 cannot be loaded here. A racer was trained on it", page.Find("[role=status].mud-alert").TextContent);
    }

    [Fact]
    public void Race_NewAskedForWhileOneTrains_ShowsTheForm()
    {
        Races.Put("c1", RunStatus.Running);
        Assert.Single(Open("race?new=1").FindComponents<RaceForm>());
    }

    [Theory]
    [InlineData("Delete, keep its runs", "Delete c1 False")]
    [InlineData("Delete with its runs", "Delete c1 True")]
    public void Delete_Chosen_AsksAndGoesToTheRaces(string item, string call)
    {
        Races.Put("c1", RunStatus.Finished);
        Press(Open("race?race=c1"), "More of Race c1", item);
        Assert.Empty(Races.Calls);
        Answer("Delete");
        Above.WaitForAssertion(() => Assert.Equal([call], Races.Calls));
        Above.WaitForAssertion(() => Assert.EndsWith("/race", Navigation.Uri));
    }

    [Fact]
    public async Task Race_Left_ListensNoMore()
    {
        Races.Put("c1", RunStatus.Running);
        Open("race?race=c1");
        Assert.NotEqual(0, Lab.Listeners);
        await DisposeComponentsAsync();
        Assert.Equal(0, Lab.Listeners);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<RacePage> page, string text) => page.FindAll(".race-head .controls button").Single(button => button.TextContent.Trim() == text);

    private IRenderedComponent<RacePage> Open(string address)
    {
        Navigation.NavigateTo(address);
        return Render<RacePage>();
    }
}

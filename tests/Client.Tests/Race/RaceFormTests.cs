// The form of a new race: ready-made races, racers added and left out, what is asked for, where errors stand.
using System.Text.Json;
using AttentionLab.Client.Controls.Curves;
using AttentionLab.Client.Controls.Race;
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Race;

public class RaceFormTests : LabContext
{
    public RaceFormTests() => Lab.Presets = Lab.Presets with
    {
        Presets = [.. Lab.Presets.Presets, .. new[] { "one-head", "many-heads" }.Select(name => Lab.Presets.Presets[0] with { Name = name, Title = name, Ingredients = [new("scale", "1/sqrt(d) scaling", null), new("mask", "causal mask", null)] })],
    };

    [Fact]
    public void Ideas_PresetsTheLabHas_FillTheRacersAndTheRequest()
    {
        var form = Render<RaceForm>();
        Assert.Equal(["With and without scaling", "One head against four", "Twins", "The two engines side by side"], form.FindAll(".idea strong").Select(title => title.TextContent));
        form.FindAll(".idea")[0].Click();
        form.Find("form").Submit();
        var request = Races.Started!;
        Assert.Equal("With and without scaling", request.Name);
        Assert.Equal("tiny-shakespeare", request.Corpus);
        Assert.Equal(["one-head", "one-head"], request.Racers!.Select(racer => racer.Preset));
        Assert.Equal([null, false], request.Racers!.Select(racer => racer.Model?.Scale));
    }

    [Fact]
    public void Racers_AddedChangedAndLeftOut_AreAskedForWithoutTheIdeasName()
    {
        var form = Render<RaceForm>();
        form.FindAll(".idea")[1].Click();
        form.FindAll("button").Single(button => button.TextContent.Trim() == "Add a racer").Click();
        Choose(form, "lane-2-preset", "Tiny");
        form.Find("button[aria-label='Leave racer 1 out']").Click();
        form.Find("#race-steps").Change("300");
        form.Find("#race-seed").Change("7");
        form.Find("form").Submit();
        var request = Races.Started!;
        Assert.Equal(["many-heads", "tiny"], request.Racers!.Select(racer => racer.Preset));
        Assert.Equal((null, 300, 7L), (request.Name, request.Steps, request.Seed));
        Assert.Equal("true", form.Find("button[aria-label='Leave racer 1 out']").GetAttribute("aria-disabled")); // two are the fewest
    }

    [Fact]
    public void Race_ModelBuiltByHand_RunsAgainstItsPresetOnWhatWasBuilt()
    {
        var form = Render<RaceForm>();
        Services.GetRequiredService<NewRunDoor>().Race(new() { Preset = "tiny", Corpus = "play", Name = "Mine", Layers = 5, LearningRate = 0.002, Batch = 6, Context = 16, Steps = 300, Seed = 7, Switches = { ["mask"] = false } });
        form.WaitForAssertion(() => Assert.Contains("Built by hand: 5 layers, training.", form.Markup));
        form.Find("form").Submit();
        var request = Races.Started!;
        Assert.Equal(("play", 6, 16, 300, 7L), (request.Corpus, request.Batch, request.Context, request.Steps, request.Seed));
        Assert.Equal([new NewRacer { Name = "Mine", Preset = "tiny", Model = new() { Layers = 5, Mask = false }, Training = new() { LearningRate = 0.002 } }, new NewRacer { Preset = "tiny" }], request.Racers!);
        Assert.Null(request.Name); // it is none of the ready-made races
    }

    [Fact]
    public void Race_BuiltModelOnAnotherRung_LeavesWhatWasBuiltBehind()
    {
        Services.GetRequiredService<NewRunDoor>().Race(new() { Preset = "tiny", Corpus = "play", Layers = 5 });
        var form = Render<RaceForm>(); // opened after it was asked for
        Assert.Contains("Built by hand: 5 layers.", form.Markup);
        JSInterop.VerifyFocusAsyncInvoke(); // on a phone the racers stand below the window
        Choose(form, "lane-0-preset", "one-head");
        form.Find("form").Submit();
        Assert.Equal([new NewRacer { Preset = "one-head" }, new NewRacer { Preset = "tiny" }], Races.Started!.Racers!);
        Assert.Null(Services.GetRequiredService<NewRunDoor>().Racer);
    }

    [Fact]
    public void Ideas_TheTwoEngines_AskForRacersThatDifferInNothingElse()
    {
        var form = Render<RaceForm>();
        form.FindAll(".idea")[^1].Click();
        Assert.Equal(["TorchSharp 0.107", "Managed engine"], form.FindAll("input[aria-label^='Engine of racer']").Select(choice => choice.GetAttribute("value")));
        form.Find("form").Submit();
        var racers = Races.Started!.Racers!;
        Assert.Equal("The two engines side by side", Races.Started.Name);
        Assert.Equal(["torchsharp", "managed"], racers.Select(racer => racer.Engine));
        Assert.Equal(racers[0], racers[1] with { Engine = "torchsharp" });
    }

    [Fact]
    public void Ideas_AnEngineCannotComputeHere_AreWithoutThatOfTheEnginesAndSayWhy()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines("TorchSharp 0.107 cannot be loaded here.") };
        var form = Render<RaceForm>();
        Assert.DoesNotContain("The two engines side by side", form.FindAll(".idea strong").Select(title => title.TextContent));
        Assert.Contains("TorchSharp 0.107 cannot be loaded here.", form.Find(".new-race > .field-hint").TextContent);
        Assert.Equal("true", Options(form, "lane-0-engine")[0].GetAttribute("aria-disabled"));
    }

    [Fact]
    public void Racers_EngineOfOneChosen_IsAskedForAndRefusedAtItsField()
    {
        var form = Render<RaceForm>();
        Races.Refuse = LabException.Field("racers[1].engine", "'managed' is not allowed.");
        Choose(form, "lane-1-engine", "Managed engine");
        form.Find("form").Submit();
        Assert.Equal([null, "managed"], Races.Started!.Racers!.Select(racer => racer.Engine));
        Assert.Equal("'managed' is not allowed.", form.Find("#lane-1-engine-error").TextContent.Trim());
        Assert.DoesNotContain("racers[1]", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Refusal_OfRacersAndRace_StandsAtItsFields()
    {
        var form = Render<RaceForm>();
        Races.Refuse = new LabException(Refusal.Invalid, "no", new Dictionary<string, string> { ["racers[1].model.mask"] = "no mask here", ["context"] = "they differ", ["racers"] = "too much memory" });
        form.Find("form").Submit();
        Assert.Contains("no mask here", form.Find("[aria-label='Racer 2']").TextContent);
        Assert.DoesNotContain("no mask here", form.Find("[aria-label='Racer 1']").TextContent);
        Assert.Equal("they differ", form.Find("#race-context-error").TextContent);
        Assert.Contains("too much memory", form.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("no mask here", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Numbers_ThatAreNone_AreSaidAtTheirFieldAndKeepTheRaceBack()
    {
        var form = Render<RaceForm>();
        form.Find("#race-steps").Change("abc");
        form.Find("form").Submit();
        Assert.Equal("abc", form.Find("#race-steps").GetAttribute("value"));
        Assert.Contains("abc", form.Find("#race-steps-error").TextContent);
        Assert.Empty(Races.Calls);
        form.Find("#race-steps").Change("300");
        form.Find("form").Submit();
        Assert.Equal(300, Races.Started!.Steps);
    }

    [Fact]
    public void Start_WhileARunTrains_SaysWhyItCannot()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var form = Render<RaceForm>();
        form.Find("form").Submit();
        Assert.Empty(Races.Calls);
        Assert.Contains("“Run r1” is training", form.Find(".go").TextContent);
    }

    // curve-style.test.ts holds the charts to the same list.
    [Fact]
    public void CurveStyle_EveryLane_IsAsInTheChart()
    {
        var golden = JsonDocument.Parse(SourceFolder.Golden("curve-styles.json")).RootElement.EnumerateArray().Select(curve => (curve.GetProperty("dash").GetString(), curve.GetProperty("colour").GetString()));
        Assert.Equal(golden, Enumerable.Range(0, 8).Select(lane => ((string?)CurveStyle.Dash(lane), (string?)CurveStyle.Variable(lane))));
    }
}

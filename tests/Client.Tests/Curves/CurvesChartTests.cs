// The chart of several runs: its script is told which runs and how, and never of a run's progress.
using AttentionLab.Client.Controls.Curves;
using Bunit;

namespace AttentionLab.Client.Tests.Curves;

public class CurvesChartTests : LabContext
{
    private static readonly RunInfo[] Two = [FakeLab.Run("r1", RunStatus.Running), FakeLab.Run("r2", RunStatus.Finished)];

    [Fact]
    public void Chart_TwoRuns_TellsTheScriptTheirTokensAStep()
    {
        var module = JSInterop.SetupModule("./_content/AttentionLab.Client/js/curves.js");
        module.SetupModule(call => call.Identifier == "initialize").Mode = JSRuntimeMode.Loose;
        Render<CurvesChart>(p => p.Add(c => c.Runs, Two));
        var data = Assert.IsType<CurvesData>(Assert.Single(module.Invocations["initialize"]).Arguments[1]);
        Assert.Equal([new("r1", "Run r1", "running", 12 * 64), new("r2", "Run r2", "finished", 12 * 64)], data.Runs);
    }

    [Fact]
    public void Chart_RunMakesProgress_TellsTheScriptNothing()
    {
        var script = Script("curves");
        var chart = Render<CurvesChart>(p => p.Add(c => c.Runs, Two));
        chart.Render(p => p.Add(c => c.Runs, [Two[0] with { Step = 421, TrainLoss = 2.3 }, Two[1]]));
        Assert.Empty(script.Invocations["update"]);
    }

    [Fact]
    public void Chart_RunEnds_TellsTheScript()
    {
        var script = Script("curves");
        var chart = Render<CurvesChart>(p => p.Add(c => c.Runs, Two));
        chart.Render(p => p.Add(c => c.Runs, [Two[0] with { Status = RunStatus.Finished }, Two[1]]));
        Assert.Equal("finished", ((CurvesData)Assert.Single(script.Invocations["update"]).Arguments[0]!).Runs[0].Status);
    }

    [Fact]
    public void Chart_AxisAndLossesChosen_UpdatesScriptAndPage()
    {
        var script = Script("curves");
        var told = new List<CurveChoice>();
        var chart = Render<CurvesChart>(p => p.Add(c => c.Runs, Two).Add(c => c.ChoiceChanged, told.Add));
        Toggle(chart, "Horizontal axis", "Time").Click();
        Toggle(chart, "Losses", "Training").Click();
        Assert.Equal([new CurveChoice("time"), new CurveChoice("time", Raw: true)], told);
        Assert.Equal(("time", true), script.Invocations["update"].Select(call => (CurvesData)call.Arguments[0]!).Select(data => (data.Axis, data.Raw)).Last());
    }

    [Fact]
    public void Chart_SameTokens_OffersNoOtherUnit()
    {
        Script("curves");
        Assert.Empty(Render<CurvesChart>(p => p.Add(c => c.Runs, Two)).FindAll("[aria-label='Unit of the loss']"));
    }

    [Fact]
    public void Chart_OtherTokens_DrawsBitsPerCharacterWhenAsked()
    {
        var script = Script("curves");
        var pairs = Two[1] with { Model = Two[1].Model with { Vocabulary = 512 }, Tokens = new(TokenChoice.BytePairs, 512, 0.5) };
        var chart = Render<CurvesChart>(p => p.Add(c => c.Runs, [Two[0], pairs]));
        Toggle(chart, "Unit of the loss", "Bits per character").Click();
        var told = (CurvesData)Assert.Single(script.Invocations["update"]).Arguments[0]!;
        Assert.Equal([1 / Math.Log(2), 0.5 / Math.Log(2)], told.Runs.Select(run => run.Factor));
        Assert.Contains("bits per character", chart.Find(".axis-name").TextContent);
    }

    [Fact]
    public void Chart_TableOpened_TellsTheScriptToFillIt()
    {
        var script = Script("curves");
        var chart = Render<CurvesChart>(p => p.Add(c => c.Runs, Two));
        chart.Find(".values .mud-expand-panel-header").Click();
        Assert.True(((CurvesData)Assert.Single(script.Invocations["update"]).Arguments[0]!).Table);
    }

    [Theory]
    [InlineData(null, null, null, "step", false, true, true, false)]
    [InlineData("time", "raw", "log", "time", true, false, false, true)]
    [InlineData("hours", "val,smooth", "loud", "step", false, true, true, false)]
    public void Parse_AnAddress_KnowsItsWordsAndNoOthers(string? axis, string? losses, string? scale, string isAxis, bool raw, bool smooth, bool val, bool log) =>
        Assert.Equal(new CurveChoice(isAxis, raw, smooth, val, log), CurveChoice.Parse(axis, losses, scale));

    [Theory]
    [InlineData(true, true, true, "raw,smooth,val")]
    [InlineData(false, false, false, "")]
    [InlineData(false, true, true, null)]
    public void Losses_AnyChoice_ReadsBackAsItWas(bool raw, bool smooth, bool val, string? word)
    {
        var choice = new CurveChoice("tokens", raw, smooth, val);
        Assert.Equal(word, choice.Losses);
        Assert.Equal(choice, CurveChoice.Parse("tokens", word, null));
    }

    private static AngleSharp.Dom.IElement Toggle(IRenderedComponent<CurvesChart> chart, string group, string item) => chart.FindAll($"[aria-label='{group}'] button").Single(button => button.TextContent.Trim() == item);
}

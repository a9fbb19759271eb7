// What people type into the search of runs, and the orders of the list.
using AttentionLab.Client.Controls.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class RunSearchTests
{
    private readonly FakeLab _lab = new();

    public RunSearchTests()
    {
        var run = FakeLab.Run("a", RunStatus.Finished);
        _lab.AllRuns.Add(run with { Name = "Baseline", Tags = ["best", "Seed study"], ValLoss = 1.5 });
        _lab.AllRuns.Add(run with { Id = "b", Name = "With dropout", Model = run.Model with { Dropout = 0.1, Mask = false }, ValLoss = 2 });
        _lab.AllRuns.Add(run with { Id = "c", Name = "best of all", Preset = "tiny", Corpus = "play", Status = RunStatus.Failed, ValLoss = null, Model = run.Model with { Mixer = Mixer.None }, Training = run.Training with { Optimizer = OptimizerKind.Muon } });
    }

    [Theory]
    [InlineData("", "a b c")]
    [InlineData("  BEST ", "a c")]
    [InlineData("tag=best", "a")]
    [InlineData("tag:\"seed STUDY\"", "a")]
    [InlineData("tag=seed", "")]
    [InlineData("-failed", "a b")]
    [InlineData("shakespeare small", "a b")]
    [InlineData("play", "c")]
    [InlineData("\"with drop\"", "b")]
    [InlineData("dropout>0", "b")]
    [InlineData("valLoss<1.6", "a")]
    [InlineData("VALLOSS>=1.5", "a b")]
    [InlineData("-valLoss<1.6", "b c")]
    [InlineData("layers=4 heads=4", "a b c")]
    [InlineData("mask=off", "b")]
    [InlineData("attends=on", "a b")]
    [InlineData("optimizer=muon", "c")]
    [InlineData("muon status=failed", "c")]
    [InlineData("nothing", "")]
    public void In_WhatIsTyped_FindsThoseRuns(string text, string ids) =>
        Assert.Equal(ids, string.Join(' ', RunSearch.Parse(text).In(_lab.AllRuns, _lab).Select(run => run.Id)));

    [Theory]
    [InlineData("foo=3", "'foo' is nothing that runs are searched by; known are name, tag")]
    [InlineData("layers=many", "layers is a number")]
    [InlineData("mask>1", "mask is on or off")]
    [InlineData("optimizer<muon", "optimizer is a word")]
    public void Parse_WhatCannotBeAsked_SaysWhy(string text, string said) =>
        Assert.Contains(said, Assert.Throws<LabException>(() => RunSearch.Parse(text)).Errors["search"]);

    [Theory]
    [InlineData("valLoss", "a b c")]
    [InlineData("-valLoss", "b a c")]
    [InlineData("name", "a c b")]
    [InlineData("-bytes", "c a b")]
    [InlineData("bytes", "a c b")]
    [InlineData("status", "c a b")]
    [InlineData(null, "a b c")]
    public void Sort_AnyOrder_HasTheUnknownLast(string? order, string ids) =>
        Assert.Equal(ids, string.Join(' ', RunOrder.Parse(order).Sort(_lab.AllRuns, id => id switch { "a" => 5, "c" => 7, _ => null }).Select(run => run.Id)));

    [Fact]
    public void ParseOrder_Unknown_NamesThoseThereAre() =>
        Assert.Contains("created, name, status", Assert.Throws<LabException>(() => RunOrder.Parse("-loss")).Errors["sort"]);

    [Fact]
    public void View_WrittenAndRead_IsTheSame()
    {
        var view = new RunView("tag=\"a b\" & more", new("valLoss", true), RunView.Tab.Families, 3, 50);
        var query = System.Web.HttpUtility.ParseQueryString(view.ToQuery());
        Assert.Equal(view, RunView.Parse(query["search"], query["sort"], query["view"], query["page"], query["rows"]));
        Assert.Equal("", RunView.Parse(null, "nonsense", "nonsense", "-4", "7").ToQuery());
    }
}

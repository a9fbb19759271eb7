// Tokens and tasks in the form of a new run: what is asked for, what it costs, and what was refused.
using AngleSharp.Dom;
using AttentionLab.Client.Layout;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public sealed class TokenAndTaskTests : LabContext
{
    private static readonly CorpusInfo Sort = new("task-sort", "Sort", "task", null, null, null, null)
    {
        Task = new("Symbols are put in order.", new("Symbols of a word", 8, 1, 200), new("Different symbols", 10, 2, 36)),
    };

    private IRenderedComponent<NewRunDrawer> Form(string corpus)
    {
        Lab.AllCorpora.Add(Sort);
        return NewRun(new(Corpus: corpus));
    }

    [Fact]
    public void Tokens_AtFirst_AreCharactersAndNothingIsMeasured()
    {
        var form = Form("play");
        Assert.Equal(("true", "false"), (Kind(form, "Characters").GetAttribute("aria-checked"), Kind(form, "Byte pairs").GetAttribute("aria-checked")));
        Assert.Empty(Texts.Calls);
        form.Find("form").Submit();
        Assert.Null(Lab.Started!.Tokens);
    }

    [Fact]
    public void Tokens_BytePairs_ShowsWhatTheyCostAndAsksForThem()
    {
        var form = Form("play");
        Kind(form, "Byte pairs").Click();
        Assert.Equal(["play characters 128", "play bytePairs 512 128"], Texts.Calls);
        var rows = form.FindAll(".trade tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains(rows, row => row.Contains("65536".Insert(2, ",")) && row.Contains("8,320")); // 512 and 65 times 128
        Assert.Contains(rows, row => row.Contains("1.000") && row.Contains("0.512"));
        Assert.Contains(rows, row => row.Contains("136") && row.Contains("15"));
        Assert.Equal(["The", "␣tide", "↵\n", "re", "turns"], form.FindAll(".passage span").Select(token => token.TextContent));
        form.Find("form").Submit();
        Assert.Equal(new TokenChoice { Kind = "bytePairs" }, Lab.Started!.Tokens);
    }

    [Fact]
    public void Tokens_WhileCounting_SaysSo()
    {
        Texts.Gate = new();
        var form = Form("play");
        Kind(form, "Byte pairs").Click();
        Assert.Contains("counting", form.Find(".tokens [role=status]").TextContent);
        Texts.Gate.SetResult();
        form.WaitForElement(".trade");
    }

    [Fact]
    public void Tokens_Refused_ShowsTheReason()
    {
        Texts.Refuse = LabException.Field("tokens.vocabulary", "Take at most 300.");
        var form = Form("play");
        Kind(form, "Byte pairs").Click();
        Assert.Contains("Take at most 300.", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Task_Chosen_ShowsExamplesInPlaceOfTokens()
    {
        var form = Form("task-sort");
        Assert.Equal("4213>1234", form.Find(".examples li").TextContent);
        Assert.Contains("2,000 others are held out", form.Markup);
        Assert.Empty(form.FindAll(".token-kind"));
        Assert.Equal(["task-sort   64"], Texts.Calls);
        form.Find("form").Submit();
        Assert.Equal((null, null, "task-sort"), (Lab.Started!.Task, Lab.Started.Tokens, Lab.Started.Corpus));
    }

    [Fact]
    public void Task_SizesGiven_AreAskedFor()
    {
        var form = Form("task-sort");
        form.Find("input[name=task-length]").Change("5");
        form.Find("input[name=task-symbols]").Change("7");
        form.WaitForAssertion(() => Assert.Equal("task-sort 5 7 64", Texts.Calls[^1]));
        form.Find("form").Submit();
        Assert.Equal(new TaskChoice { Length = 5, Symbols = 7 }, Lab.Started!.Task);
    }

    [Fact]
    public void Task_SizeRefused_IsSaidAtItsField()
    {
        Texts.Refuse = LabException.Field("task.length", "500 is not allowed.");
        var form = Form("task-sort");
        Assert.Contains("500 is not allowed.", form.Find("#task-length-error").TextContent);
        Assert.Empty(form.FindAll(".examples"));
    }

    [Fact]
    public void Vocabulary_NoNumberAndThenCharacters_HoldsTheFormUpNoMore()
    {
        var form = Form("play");
        Kind(form, "Byte pairs").Click();
        form.Find("input[name=vocabulary]").Change("some");
        form.Find("form").Submit();
        Assert.Null(Lab.Started);
        Assert.Contains("“some” is no whole number.", form.Find("#vocabulary-error").TextContent);
        Kind(form, "Characters").Click();
        form.Find("form").Submit();
        Assert.Equal("play", Lab.Started?.Corpus);
    }

    private static IElement Kind(IRenderedComponent<NewRunDrawer> form, string kind) => form.FindAll(".token-kind button").Single(button => button.TextContent.Trim() == kind);
}

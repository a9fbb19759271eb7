// The page of the three averages: while it computes, computed, refused; and its code is the code that runs.
using AttentionLab.Client.Lessons;
using AttentionLab.Client.Pages;
using Bunit;

namespace AttentionLab.Client.Tests.Learn;

public class AveragesPageTests : LabContext
{
    [Fact]
    public void Averages_Opened_ShowsMatricesResultsDifferencesAndTimes()
    {
        var page = Render<LearnAverages>();
        Assert.Equal(new AveragesRequest(8, 2, 1337), Averages.Asked);
        Assert.Contains("has no matrix", page.Find("#form-loop").TextContent);
        Assert.Contains("−∞", page.Find("#form-softmax table").TextContent);
        Assert.Contains("0.500", page.Find("#form-product .tinted").TextContent);
        Assert.Equal("0", page.Find("[data-difference=loop-product]").TextContent);
        Assert.Equal("6.0e-8", page.Find("[data-difference=loop-softmax]").TextContent);
        Assert.Contains("7.2 µs", page.Markup);
        Assert.Contains("300.0 µs", page.Markup);
    }

    [Fact]
    public void Averages_NotComputedYet_KeepsEveryNumbersPlaceOpen()
    {
        var computed = Render<LearnAverages>().FindAll("table").Count;
        Averages.Answer = () => new TaskCompletionSource<Averages>().Task;
        var page = Render<LearnAverages>();
        Assert.Equal("computing…", page.Find("[role=status]").TextContent);
        Assert.Equal(3, page.FindAll(".form pre").Count);
        Assert.Equal(computed, page.FindAll("table").Count);
        Assert.All(page.FindAll(".forms tbody td, .below td.right"), cell => Assert.Equal("–", cell.TextContent));
        Assert.Equal(8 * 2, page.FindAll(".x tbody td").Count(cell => cell.TextContent == "–"));
    }

    [Fact]
    public void Averages_OtherNumbers_AreAskedFor()
    {
        var page = Render<LearnAverages>();
        page.Find("#averages-tokens").Change("5");
        page.Find("#averages-channels").Change("3");
        page.Find("#averages-seed").Change("42");
        page.Find("form").Submit();
        Assert.Equal(new AveragesRequest(5, 3, 42), Averages.Asked);
        page.FindAll("form button")[1].Click();
        Assert.True(Averages.Asked!.Example);
    }

    [Fact]
    public void Averages_Refused_SaysSoAtTheField()
    {
        Averages.Answer = () => Task.FromException<Averages>(LabException.Field("tokens", "99 is not allowed; it must be a whole number from 1 to 16."));
        var page = Render<LearnAverages>();
        Assert.Contains("99 is not allowed", page.Find("#averages-tokens-error").TextContent);
        Assert.Equal("true", page.Find("#averages-tokens").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Code_EveryLineShown_IsALineOfTheSourceThatRuns()
    {
        string source = File.ReadAllText(Path.Combine(SourceFolder.Root, "src", "Model", "Attention", "AverageForms.cs"));
        Assert.All(AverageCode.All.SelectMany(code => code.Lines), line => Assert.Contains(line.Trim(), source));
    }
}

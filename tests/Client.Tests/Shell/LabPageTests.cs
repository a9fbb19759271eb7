// The pages of the lab: the address of each, the run that it takes along, and which of them one is on.
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Shell;

public class LabPageTests : LabContext
{
    [Fact]
    public void Href_ARun_IsTakenAlongToThePagesThatShowOne() =>
        Assert.Equal(["?run=r1", "inspect?run=r1", "generate?run=r1", "runs", "learn"], LabPage.All.Select(page => page.Href("r1")));

    [Fact]
    public void NotFound_AnyAddress_LeadsToEveryPage()
    {
        var page = Render<Pages.NotFound>();
        Assert.Equal(LabPage.All.SelectMany(each => each.Also.Prepend(each.Path)), page.FindAll("a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Href_NoRun_IsTheBarePage() => Assert.Equal(["", "inspect", "generate", "runs", "learn"], LabPage.All.Select(page => page.Href(null)));

    [Theory]
    [InlineData("", "Train page")]
    [InlineData("?run=r1&layer=2", "Train page")]
    [InlineData("inspect?run=r1", "Inspect page")]
    [InlineData("runs#content", "Runs page")]
    [InlineData("race?race=x", "Runs true")]
    [InlineData("compare?runs=r1,r2", "Runs true")]
    [InlineData("learn/", "Learn page")]
    [InlineData("learn/ladder", "Learn true")]
    [InlineData("learners", "")]
    public void Current_Address_MarksItsPageOrTheOneItBelongsTo(string address, string marked)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(address);
        Assert.Equal(marked, string.Join(", ", LabPage.All.Where(page => page.Current(navigation) is not null).Select(page => $"{page.Title} {page.Current(navigation)}")));
    }
}

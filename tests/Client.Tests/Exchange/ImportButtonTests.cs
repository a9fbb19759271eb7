// What became of an import is a message: one at a time, with a way to look at what came in.
using AttentionLab.Client.Controls.Exchange;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Exchange;

public class ImportButtonTests : LabContext
{
    public ImportButtonTests() => Script("import");

    [Fact]
    public void Import_RefusedThenTaken_ShowsTheNewestMessageAndLeadsToTheRun()
    {
        _ = Above;
        var button = Render<ImportButton>();
        button.InvokeAsync(() => button.Instance.Refused("The archive is torn."));
        Above.WaitForAssertion(() => Assert.Contains("The archive is torn.", Above.Find(".mud-snackbar").TextContent));
        button.InvokeAsync(() => button.Instance.Imported("a b", "Other lab's"));
        Above.WaitForAssertion(() => Assert.Contains("“Other lab's” was imported.", Assert.Single(Above.FindAll(".mud-snackbar")).TextContent));
        Above.FindAll(".mud-snackbar button").Single(each => each.TextContent.Trim() == "Inspect it").Click();
        Above.WaitForAssertion(() => Assert.EndsWith("/inspect?run=a%20b", Services.GetRequiredService<NavigationManager>().Uri));
    }
}

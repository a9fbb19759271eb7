// The document that every page starts from.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class PageDocumentTests(LabServer server) : IClassFixture<LabServer>
{
    // Started by itself, Blazor asks a server that is gone ten times at once; the script starts it with waits (Scripts/shell/reconnect.entry.ts).
    [Fact]
    public async Task Document_OfAPage_LeavesBlazorsStartToTheScriptThatSetsItsWaits()
    {
        string html = await server.Http.GetStringAsync("/");
        Assert.Matches("<script src=\"_framework/blazor\\.web[^\"]*\" autostart=\"false\"></script>", html);
        Assert.Matches("<script type=\"module\" src=\"_content/AttentionLab\\.Client/js/reconnect[^\"]*\"></script>", html);
    }
}

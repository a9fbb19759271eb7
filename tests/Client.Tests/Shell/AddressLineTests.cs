// The address follows what its page shows: never before it, or a press would take a link of the view before.
using AttentionLab.Client.Controls.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace AttentionLab.Client.Tests.Shell;

public class AddressLineTests : BunitContext
{
    [Fact]
    public void AddressLine_ViewChanges_IsWrittenOnceThePageShowsIt()
    {
        var browser = new Browser();
        Services.AddSingleton<IJSRuntime>(browser);
        var page = Render<AddressLine>(line => line.Add(one => one.Path, "/runs").Add(one => one.Query, "?page=1"));
        browser.Renders = () => page.RenderCount;
        page.Render(line => line.Add(one => one.Query, "?page=2"));
        page.WaitForAssertion(() => Assert.Equal([(new("/runs", "?page=2"), 2)], browser.Written));
        page.Render(line => line.Add(one => one.Path, "/runs")); // the same view again
        Assert.Single(browser.Written);
    }

    // What is written, and how often the line had been rendered by then.
    private sealed class Browser : IJSRuntime, IJSObjectReference
    {
        public Func<int> Renders { get; set; } = () => 0;
        public List<(AddressLine.AddressData Address, int Rendered)> Written { get; } = [];

        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args)
        {
            if (identifier == "update") Written.Add(((AddressLine.AddressData)args![0]!, Renders()));
            return identifier is "import" or "initialize" ? new((T)(object)this) : default;
        }

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<T>(identifier, args);

        public ValueTask DisposeAsync() => default;
    }
}

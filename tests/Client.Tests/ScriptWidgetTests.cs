// A script is bound once, gets what it is given, and is let go.
using AttentionLab.Client.Interop;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;

namespace AttentionLab.Client.Tests;

public class ScriptWidgetTests : LabContext
{
    [Fact]
    public void ScriptWidget_Rendered_InitializesOnceWithItsOptions()
    {
        var module = JSInterop.SetupModule("./_content/AttentionLab.Client/js/plain.js");
        module.SetupModule(call => call.Identifier == "initialize").Mode = JSRuntimeMode.Loose;
        var component = Render<PlainWidget>();
        component.Render();
        var call = Assert.Single(module.Invocations["initialize"]);
        Assert.Equal("options", call.Arguments[1]);
    }

    [Fact]
    public async Task ScriptWidget_UpdatedBeforeItIsBound_HandsTheLastDataOver()
    {
        var script = Script("plain");
        var component = Render<PlainWidget>(p => p.Add(w => w.EarlyData, "early"));
        await component.InvokeAsync(() => component.Instance.Show("late"));
        Assert.Equal(["early", "late"], script.Invocations["update"].Select(call => call.Arguments[0]));
    }

    [Fact]
    public async Task ScriptWidget_Disposed_DisposesTheScript()
    {
        var script = Script("plain");
        Render<PlainWidget>();
        await DisposeComponentsAsync();
        script.VerifyInvoke("dispose");
    }

    [Fact]
    public async Task ScriptWidget_BrowserGone_IsSilent()
    {
        Script("plain").SetupVoid("update", _ => true).SetException(new JSDisconnectedException("gone"));
        var component = Render<PlainWidget>();
        await component.InvokeAsync(() => component.Instance.Show("late"));
    }

    private sealed class PlainWidget : ScriptWidget
    {
        private ElementReference _element;

        [Parameter] public string? EarlyData { get; set; }

        protected override string Module => "plain";
        protected override ElementReference Element => _element;
        protected override object Options => "options";

        public Task Show(string data) => Update(data);

        protected override async Task OnInitializedAsync()
        {
            if (EarlyData is { } data) await Update(data);
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "div");
            builder.AddElementReferenceCapture(1, element => _element = element);
            builder.CloseElement();
        }
    }
}

// A page that is left while its script is on the way stays whole; a script that fails is told of.
using AttentionLab.Client.Interop;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace AttentionLab.Client.Tests;

public class LateScriptTests : BunitContext
{
    private readonly LateScript _script = new();

    public LateScriptTests() => Services.AddSingleton<IJSRuntime>(_script);

    [Fact]
    public async Task ScriptWidget_LeftWhileItsScriptComes_TakesNoPageDown()
    {
        Render<LateWidget>();
        var left = DisposeComponentsAsync();
        _script.Widget.SetException(new JSException("Cannot read properties of null")); // its element is gone
        await left;
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task ScriptWidget_ScriptThatFails_IsNotHidden()
    {
        Render<LateWidget>();
        _script.Widget.SetException(new JSException("broken"));
        Assert.Equal("broken", (await Renderer.UnhandledException).Message);
    }

    // A browser whose module is there at once and takes its time to begin.
    private sealed class LateScript : IJSRuntime, IJSObjectReference
    {
        public TaskCompletionSource<IJSObjectReference> Widget { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => identifier switch
        {
            "import" => (T)(object)this,
            "initialize" => (T)await Widget.Task,
            _ => default!,
        };

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<T>(identifier, args);

        public ValueTask DisposeAsync() => default;
    }

    private sealed class LateWidget : ScriptWidget
    {
        protected override string Module => "late";
        protected override ElementReference Element => default;
        protected override object Options => "options";
    }
}

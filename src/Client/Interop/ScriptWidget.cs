// A component whose pixels are drawn by a script module: initialize once, update at will, dispose.
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AttentionLab.Client.Interop;

/// <summary>
/// Binds a component to <c>Scripts/&lt;Module&gt;.entry.ts</c>, which exports
/// <c>initialize(element, options, host)</c> and returns <c>{ update(data), dispose() }</c>.
/// The script may call the component back through <c>host.invokeMethodAsync</c> ([JSInvokable] methods).
/// </summary>
public abstract class ScriptWidget : ComponentBase, IAsyncDisposable
{
    private readonly SemaphoreSlim _order = new(1, 1);
    private DotNetObjectReference<ScriptWidget>? _host;
    private IJSObjectReference? _module;
    private IJSObjectReference? _widget;
    private object? _waiting;
    private bool _disposed, _leaves;

    [Inject] private IJSRuntime Runtime { get; set; } = null!;

    /// <summary>Name of the script, such as <c>loss-chart</c>.</summary>
    protected abstract string Module { get; }

    /// <summary>The element the script draws into; there from the first render on.</summary>
    protected abstract ElementReference Element { get; }

    /// <summary>What the script needs once, at its start.</summary>
    protected abstract object Options { get; }

    /// <summary>Whether the script is bound to its element.</summary>
    protected bool IsInitialized => _widget is not null;

    /// <summary>Called once after the script is bound.</summary>
    protected virtual Task OnInitializedScript() => Task.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await _order.WaitAsync();
        try
        {
            if (_disposed) return;
            _host = DotNetObjectReference.Create(this);
            _module = await Runtime.InvokeAsync<IJSObjectReference>("import", $"./_content/AttentionLab.Client/js/{Module}.js");
            if (_leaves) return;
            _widget = await _module.InvokeAsync<IJSObjectReference>("initialize", Element, Options, _host);
            if (_waiting is { } data) await _widget.InvokeVoidAsync("update", data);
            _waiting = null;
        }
        catch (Exception e) when (IsGone(e) || LeftWith(e)) { return; }
        finally { _order.Release(); }
        await OnInitializedScript();
    }

    /// <summary>Hands data to the script. Before the script is bound only the last data is kept.</summary>
    protected async Task Update(object data)
    {
        await _order.WaitAsync();
        try
        {
            if (_disposed) return;
            if (_widget is null) _waiting = data;
            else await _widget.InvokeVoidAsync("update", data);
        }
        catch (Exception e) when (IsGone(e) || LeftWith(e)) { }
        finally { _order.Release(); }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _leaves = true;
        await _order.WaitAsync();
        try
        {
            if (_disposed) return;
            _disposed = true;
            if (_widget is not null)
            {
                await _widget.InvokeVoidAsync("dispose");
                await _widget.DisposeAsync();
            }
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (Exception e) when (IsGone(e)) { }
        finally
        {
            _host?.Dispose();
            _order.Release();
        }
    }

    // The page was left while its script came: its element is not there any more.
    private bool LeftWith(Exception e) => _leaves && e is JSException;

    // The browser left, or the circuit is being torn down: nobody is there to draw for.
    private static bool IsGone(Exception e) => e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}

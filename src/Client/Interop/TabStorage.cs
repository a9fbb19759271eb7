// What a tab keeps for itself over reloads and restarts of the server: the browser's sessionStorage.
using System.Text.Json;
using Microsoft.JSInterop;

namespace AttentionLab.Client.Interop;

/// <summary>A browser that is gone, or that keeps nothing, is no error: then there is nothing to have back.</summary>
public sealed class TabStorage(IJSRuntime runtime)
{
    /// <summary>What was kept under a name; null where nothing was, or nothing that can be read as this.</summary>
    public async Task<T?> Get<T>(string name) where T : class
    {
        try
        {
            return await runtime.InvokeAsync<string?>("sessionStorage.getItem", name) is { } json ? JsonSerializer.Deserialize<T>(json) : null;
        }
        catch (Exception e) when (IsNothing(e))
        {
            return null;
        }
    }

    public Task Set<T>(string name, T value) => Do("sessionStorage.setItem", name, JsonSerializer.Serialize(value));

    public Task Remove(string name) => Do("sessionStorage.removeItem", name);

    private async Task Do(string what, params object[] arguments)
    {
        try
        {
            await runtime.InvokeVoidAsync(what, arguments);
        }
        catch (Exception e) when (IsNothing(e))
        {
        }
    }

    private static bool IsNothing(Exception e) => e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException or JsonException or NotSupportedException;
}

// How tests call the hub with SignalR's own client: a stream that must not hang, and a call that must be refused.
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace AttentionLab.Server.Tests.Hosting;

public static class HubCalls
{
    /// <summary>What a stream sends; a test that is still reading after <see cref="LabServer.Patience"/> fails.</summary>
    public static async IAsyncEnumerable<T> Watch<T>(this HubConnection hub, string method, params object?[] arguments)
    {
        using var patience = new CancellationTokenSource(LabServer.Patience);
        await foreach (var item in hub.StreamAsyncCore<T>(method, arguments, patience.Token)) yield return item;
    }

    /// <summary>What the server says against a call.</summary>
    public static async Task<string> Refusal(this HubConnection hub, string method, params object?[] arguments) =>
        (await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var _ in hub.Watch<JsonElement>(method, arguments)) { }
        })).Message;
}

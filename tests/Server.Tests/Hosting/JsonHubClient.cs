// A small SignalR client for tests: the JSON hub protocol over one WebSocket.
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using AttentionLab.Server.Rest;

namespace AttentionLab.Server.Tests.Hosting;

/// <summary>Invocations, streams and their cancellation; pings are ignored.</summary>
public sealed class JsonHubClient : IAsyncDisposable
{
    private const byte Separator = 0x1e;
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> _calls = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private int _lastId;

    private JsonHubClient(WebSocket socket) => _socket = socket;

    public static async Task<JsonHubClient> Connect(WebSocket socket)
    {
        var client = new JsonHubClient(socket);
        await client.Send(new { protocol = "json", version = 1 });
        client._reading = client.Read();
        return client;
    }

    public async Task Invoke(string method, params object?[] arguments)
    {
        var (id, items) = Open();
        await Send(new { type = 1, invocationId = id, target = method, arguments });
        await foreach (var _ in items.ReadAllAsync()) { }
    }

    public async IAsyncEnumerable<T> Stream<T>(string method, object?[] arguments, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (id, items) = Open();
        await Send(new { type = 4, invocationId = id, target = method, arguments });
        using var patience = new CancellationTokenSource(LabServer.Patience);
        try
        {
            await foreach (var item in items.ReadAllAsync(patience.Token))
            {
                yield return item.Deserialize<T>(RestJson.Options)!;
                if (cancellation.IsCancellationRequested) break;
            }
        }
        finally
        {
            if (_calls.TryRemove(id, out _)) await Send(new { type = 5, invocationId = id });
        }
    }

    /// <summary>What the server says against a call.</summary>
    public async Task<string> Refusal(string method, params object?[] arguments) =>
        (await Assert.ThrowsAsync<HubRefusal>(async () =>
        {
            await foreach (var _ in Stream<JsonElement>(method, arguments)) { }
        })).Message;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
    }

    private (string Id, ChannelReader<JsonElement> Items) Open()
    {
        string id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var channel = _calls[id] = Channel.CreateUnbounded<JsonElement>();
        return (id, channel.Reader);
    }

    private async Task Send(object message)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(message, RestJson.Options), Separator];
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Read()
    {
        Exception end = new IOException("The connection was closed.");
        try
        {
            var (block, pending) = (new byte[1 << 16], new MemoryStream());
            while (await _socket.ReceiveAsync(block, _stop.Token) is { MessageType: not WebSocketMessageType.Close } part)
            {
                int from = 0;
                for (int at; (at = Array.IndexOf(block, Separator, from, part.Count - from)) >= 0; from = at + 1)
                {
                    pending.Write(block, from, at - from);
                    Handle(JsonDocument.Parse(Encoding.UTF8.GetString(pending.GetBuffer(), 0, (int)pending.Length)).RootElement);
                    pending.SetLength(0);
                }
                pending.Write(block, from, part.Count - from);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            end = e;
        }
        foreach (var call in _calls.Values) call.Writer.TryComplete(end);
    }

    private void Handle(JsonElement message)
    {
        if (!message.TryGetProperty("invocationId", out var invocation) || !_calls.TryGetValue(invocation.GetString()!, out var call)) return;
        if (message.GetProperty("type").GetInt32() == 2)
        {
            call.Writer.TryWrite(message.GetProperty("item"));
            return;
        }
        _calls.TryRemove(invocation.GetString()!, out _);
        call.Writer.TryComplete(message.TryGetProperty("error", out var error) ? new HubRefusal(error.GetString()!) : null);
    }
}

/// <summary>The server ended a call with an error.</summary>
public sealed class HubRefusal(string message) : Exception(message);

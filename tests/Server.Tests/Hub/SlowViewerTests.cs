// A client that stops reading or acknowledging never slows training, and gets fresh frames when it comes back.
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace AttentionLab.Server.Tests.Hub;

public class SlowViewerTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Frames_ViewerThatStopsAcknowledging_NextSeesTheNewestFrame()
    {
        var run = await server.StartEndless();
        await using var hub = await server.Hub();
        int received = 0, resumedAt = 0;
        await foreach (var frame in hub.Watch<Frame>("Frames", run.Id, new { viewer = "slow", maxPerSecond = 60 }))
        {
            received++;
            if (received < 2) continue;
            if (received == 2)
            {
                // Both credits are spent. Training goes on all the same, far past what was seen.
                resumedAt = (await server.Until(run.Id, info => info.Step >= frame.Step + 200)).Step;
                var eager = await FrameAt(run.Id, resumedAt);
                Assert.Equal(2, received);
                resumedAt = eager.Step;
                await hub.InvokeAsync("Ack", "slow");
                continue;
            }
            Assert.True(frame.Step >= resumedAt, $"got step {frame.Step} after waiting until {resumedAt}");
            break;
        }
        await server.Lab.Stop(run.Id);
    }

    [Fact]
    public async Task AnyStream_ClientThatNeverReads_TrainingAndOthersGoOn()
    {
        var run = await server.StartEndless();
        var sockets = new List<ClientWebSocket>();
        for (int i = 0; i < 3; i++)
        {
            var socket = await server.Socket();
            sockets.Add(socket);
            await Send(socket, new { protocol = "json", version = 1 });
            await Send(socket, new { type = 4, invocationId = "1", target = "Loss", arguments = new object[] { run.Id, 0 } });
            await Send(socket, new { type = 4, invocationId = "2", target = "Frames", arguments = new object[] { run.Id, new { viewer = "dead", maxPerSecond = 60 } } });
            await Send(socket, new { type = 4, invocationId = "3", target = "Runs", arguments = Array.Empty<object>() });
            await Send(socket, new { type = 4, invocationId = "4", target = "Generate", arguments = new object[] { run.Id, new { prompt = "a", tokens = 2000 } } });
        }
        var before = server.Lab.Find(run.Id)!;
        var after = await server.Until(run.Id, info => info.Step >= before.Step + 500);
        Assert.True((await FrameAt(run.Id, after.Step)).Step >= after.Step);
        Assert.Equal(RunStatus.Stopped, (await server.Lab.Stop(run.Id)).Status);
        foreach (var socket in sockets) socket.Dispose();
    }

    /// <summary>A frame of a step or later, as a viewer sees it that keeps up.</summary>
    private async Task<Frame> FrameAt(string id, int step)
    {
        await using var hub = await server.Hub();
        await foreach (var frame in hub.Watch<Frame>("Frames", id, new { viewer = "eager", maxPerSecond = 60 }))
        {
            if (frame.Step >= step) return frame;
            await hub.InvokeAsync("Ack", "eager");
        }
        throw new InvalidOperationException("The stream ended.");
    }

    private static Task Send(WebSocket socket, object message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + '\u001e'), WebSocketMessageType.Text, true, default);
}

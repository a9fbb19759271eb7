// The hub at /hubs/lab: streams of losses, frames, generated text and run changes (docs/protocol.md).
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AttentionLab.Server.Storage;
using Microsoft.AspNetCore.SignalR;

namespace AttentionLab.Server.Live;

/// <summary>Arguments are read as raw JSON, so that a wrong type is answered clearly.</summary>
public sealed class LabHub(ILab lab, RunStore runs, TimeProvider clock, ILogger<LabHub> log) : Hub
{
    public const string Path = "/hubs/lab";
    private const int MostFramesPerSecond = 60, DefaultFramesPerSecond = 15, ViewerCharacters = 100;
    private const string ViewersKey = "viewers";

    /// <summary>A run's metrics from a step on: history first, then live, until the run is deleted.</summary>
    public IAsyncEnumerable<Metrics> Loss(JsonElement runId, JsonElement fromStep, CancellationToken cancellation) =>
        Answer(() => LossFeed.Watch(Look(runId), HubArguments.Whole(fromStep, "fromStep", 0, 0), clock, cancellation), cancellation);

    /// <summary>A run's newest frames, as fast as this viewer acknowledges them.</summary>
    public IAsyncEnumerable<Frame> Frames(JsonElement runId, JsonElement request, CancellationToken cancellation) =>
        Answer(() => WatchFrames(Look(runId), HubArguments.Object<FrameRequest>(request, "request"), cancellation), cancellation);

    /// <summary>A viewer has drawn a frame and can take another.</summary>
    public void Ack(JsonElement viewer)
    {
        if (Viewers.TryGetValue(HubArguments.Text(viewer, "viewer"), out var watching)) watching.Acknowledge();
    }

    /// <summary>Text that grows token by token.</summary>
    public IAsyncEnumerable<GeneratedToken> Generate(JsonElement runId, JsonElement request, CancellationToken cancellation) =>
        Answer(() => lab.Generate(RunOf(runId).Id, HubArguments.Object<GenerateRequest>(request, "request"), cancellation), cancellation);

    /// <summary>All runs, then each as it changes.</summary>
    public IAsyncEnumerable<RunInfo> Runs(CancellationToken cancellation) => Answer(() => RunsWatch.Watch(lab, cancellation), cancellation);

    /// <summary>This connection's viewers by the names they gave themselves.</summary>
    private ConcurrentDictionary<string, FrameViewer> Viewers
    {
        get
        {
            lock (Context.Items)
            {
                if (Context.Items.TryGetValue(ViewersKey, out var known)) return (ConcurrentDictionary<string, FrameViewer>)known!;
                var viewers = new ConcurrentDictionary<string, FrameViewer>();
                Context.Items[ViewersKey] = viewers;
                return viewers;
            }
        }
    }

    private Run Look(JsonElement runId) => runs.Look(HubArguments.Text(runId, "runId"));

    private Run RunOf(JsonElement runId) => runs.Get(HubArguments.Text(runId, "runId"));

    private IAsyncEnumerable<T> Answer<T>(Func<IAsyncEnumerable<T>> stream, CancellationToken cancellation)
    {
        try
        {
            return stream().Translate(log, cancellation);
        }
        catch (Exception e)
        {
            throw HubErrors.Translated(e, log);
        }
    }

    private IAsyncEnumerable<Frame> WatchFrames(Run run, FrameRequest request, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.Viewer) || request.Viewer.Length > ViewerCharacters)
            throw LabException.Field("viewer", $"viewer is {(string.IsNullOrEmpty(request.Viewer) ? "empty" : "too long")}; give this viewer a name of 1 to {ViewerCharacters} characters, unique on its connection.");
        int rate = request.MaxPerSecond ?? DefaultFramesPerSecond;
        if (rate is < 1 or > MostFramesPerSecond)
            throw LabException.Field("maxPerSecond", $"maxPerSecond is {rate}; it must be a whole number {RangeText.Between(1, MostFramesPerSecond)}.");
        var viewers = Viewers;
        var viewer = run.Live.Join(rate, clock);
        if (viewers.TryAdd(request.Viewer, viewer)) return Send(run, request.Viewer, viewer, viewers, cancellation);
        viewer.Dispose();
        throw LabException.Field("viewer", $"viewer '{request.Viewer}' already watches on this connection; give each viewer its own name.");
    }

    private static async IAsyncEnumerable<Frame> Send(Run run, string name, FrameViewer viewer, ConcurrentDictionary<string, FrameViewer> viewers, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, run.Deleted);
        try
        {
            // Whoever comes late starts with the newest frame kept.
            if (run.Live.Newest is null && run.Frames.Newest() is { } kept) run.Live.PublishKept(kept.Step, kept.Bytes);
            while (true)
            {
                PackedFrame frame;
                try
                {
                    frame = await viewer.Next(end.Token);
                }
                catch (OperationCanceledException) when (run.Deleted.IsCancellationRequested)
                {
                    yield break;
                }
                yield return new Frame(run.Id, frame.Step, frame.Bytes);
            }
        }
        finally
        {
            viewers.TryRemove(name, out _);
            viewer.Dispose();
        }
    }
}

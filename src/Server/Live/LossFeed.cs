// A viewer's stream of metrics: everything from a step on, then what is new, at most ten times a second.
using System.Runtime.CompilerServices;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Live;

public static class LossFeed
{
    /// <summary>Steps in one batch at most, so that a long history comes in digestible pieces.</summary>
    public const int BatchSteps = 5_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Ends when the run is deleted. A batch may begin at a step that was sent before: the run went back to a checkpoint,
    /// and what comes now replaces everything from that step on.
    /// </summary>
    public static async IAsyncEnumerable<Metrics> Watch(Run run, int fromStep, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var cursor = run.Metrics.CursorAt(fromStep);
        while (!run.Deleted.IsCancellationRequested)
        {
            var changed = run.Metrics.Changed.Next();
            if (run.Metrics.Read(ref cursor, BatchSteps) is { } news)
            {
                yield return news;
                if (news.Step.Count < BatchSteps) await Task.Delay(Interval, clock, cancellation);
                continue;
            }
            await Either(changed, run.Deleted, cancellation);
        }
    }

    private static async Task Either(Task changed, CancellationToken deleted, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deleted, cancellation);
        try
        {
            await changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (deleted.IsCancellationRequested)
        {
            // The stream ends without an error.
        }
    }
}

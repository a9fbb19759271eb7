// Viewers take the newest frame when they hold a credit, and never hold anybody up.
using AttentionLab.Server.Live;

namespace AttentionLab.Server.Tests.Live;

public class FrameViewerTests
{
    private readonly FrameFeed _feed = new();

    [Fact]
    public async Task Next_ViewerThatNeverAcknowledges_GetsTwoFramesThenWaits()
    {
        using var viewer = Join();
        Publish(1);
        Assert.Equal(1, (await viewer.Next(default)).Step);
        Publish(2);
        Assert.Equal(2, (await viewer.Next(default)).Step);
        Publish(3);
        Assert.False(viewer.Next(default).IsCompleted);
        Assert.False(_feed.IsWanted);
    }

    [Fact]
    public async Task Next_AfterALateAcknowledgement_IsTheNewestFrame()
    {
        using var viewer = Join();
        foreach (int step in new[] { 1, 2 })
        {
            Publish(step);
            await viewer.Next(default);
        }
        var next = viewer.Next(default);
        foreach (int step in Enumerable.Range(3, 100)) Publish(step);
        viewer.Acknowledge();
        Assert.Equal(102, (await next).Step);
    }

    [Fact]
    public async Task Next_SameFrame_ComesOnce()
    {
        using var viewer = Join();
        Publish(1);
        await viewer.Next(default);
        Assert.False(viewer.Next(default).IsCompleted);
    }

    [Fact]
    public async Task Next_LateViewer_StartsWithTheNewestFrame()
    {
        Publish(1);
        Publish(2);
        using var viewer = Join();
        Assert.Equal(2, (await viewer.Next(default)).Step);
    }

    [Fact]
    public void Acknowledge_MoreThanWasSent_GivesNoMoreThanTwoCredits()
    {
        var credits = new ViewerCredits();
        for (int i = 0; i < 5; i++) credits.Return();
        Assert.True(credits.TryTake());
        Assert.True(credits.TryTake());
        Assert.False(credits.TryTake());
        Assert.False(credits.Any);
    }

    [Fact]
    public void IsWanted_NobodyWatches_IsFalse()
    {
        Join().Dispose();
        Assert.False(_feed.IsWanted);
    }

    private FrameViewer Join() => _feed.Join(maxPerSecond: 1_000_000, TimeProvider.System);

    private void Publish(int step) => _feed.Publish(step, []);
}

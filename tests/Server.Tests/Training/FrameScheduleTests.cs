// Enough frames for a time-lapse, whatever the length of the run.
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Tests.Training;

public class FrameScheduleTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(501)]
    [InlineData(2000)]
    [InlineData(5000)]
    [InlineData(1_000_000)]
    public void Keeps_LongRun_TwentyOfTheFirstHundredAndAtLeastTwoHundredInAll(int steps)
    {
        var kept = Enumerable.Range(0, steps + 1).Where(new FrameSchedule(steps).Keeps).ToList();
        Assert.Equal(20, kept.Count(step => step is > 0 and <= 100));
        Assert.InRange(kept.Count, 200, 400);
        Assert.Equal(0, kept[0]);
        Assert.Equal(steps, kept[^1]);
    }

    [Fact]
    public void Keeps_ShortRun_EveryStep() => Assert.All(Enumerable.Range(0, 151), step => Assert.True(new FrameSchedule(150).Keeps(step)));
}

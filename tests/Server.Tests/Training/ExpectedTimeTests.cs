// How a step's time is told from others that were timed.
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Tests.Training;

public class ExpectedTimeTests
{
    private static readonly StepTime Ten = new(10, 2, 1), Thirty = new(30, 4, 2), Trial = new(10, 9, 0);

    [Theory]
    [InlineData(10, 2, TimeBasis.Same, 1)] // as timed
    [InlineData(20, 3, TimeBasis.Between, 2)] // half way in work, half way in time
    [InlineData(60, 8, TimeBasis.Beyond, 1)] // twice the largest
    [InlineData(5, 1.5, TimeBasis.Beyond, 2)] // on the line through both: 1 before any work
    public void At_TwoTimes_FollowsTheLineBetweenThem(double work, double seconds, TimeBasis basis, int used)
    {
        var told = ExpectedTimes.At([Thirty, Ten], work);
        Assert.Equal((seconds, basis, used), (told.Seconds, told.Basis, told.Used.Count));
    }

    [Fact]
    public void At_OneTimeOfMoreWork_IsInProportion() => Assert.Equal((1, TimeBasis.Beyond), ExpectedTimes.At([Ten], 5) is var told ? (told.Seconds, told.Basis) : default);

    [Fact]
    public void At_ARunAndATrialOfTheSameWork_BelievesTheRun() => Assert.Equal([Ten], ExpectedTimes.At([Trial, Ten], 10).Used);

    [Fact]
    public void At_ALineThatBeginsBelowNothing_IsInProportion() => Assert.Equal(0.5, ExpectedTimes.At([new(10, 1, 1), new(20, 4, 1)], 5).Seconds);
}

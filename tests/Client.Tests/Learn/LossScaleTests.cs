// The axis of the ladder's losses: round ends, every loss on it.
using AttentionLab.Client.Controls.Learn;

namespace AttentionLab.Client.Tests.Learn;

public class LossScaleTests
{
    [Fact]
    public void Around_Losses_HasRoundEndsThatHoldThemAll()
    {
        var scale = LossScale.Around([2.5, 1.48, 2.41]);
        Assert.Equal(1.4, scale.Least, 9);
        Assert.Equal(2.6, scale.Most, 9);
        Assert.Equal(50, scale.Percent(2.0), 9);
    }

    [Fact]
    public void Around_OneLossOnARoundValue_StillHasTwoEnds()
    {
        var scale = LossScale.Around([2]);
        Assert.True(scale.Most > scale.Least);
        Assert.Equal(0, scale.Percent(2), 9);
    }

    [Fact]
    public void Around_NotANumber_IsLeftOut() => Assert.Equal(LossScale.Around([1.5]), LossScale.Around([1.5, double.NaN]));
}

// A thinned curve has points of the long one alone, and none of its peaks is lost.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Tests.Storage;

public class CurveThinningTests
{
    [Fact]
    public void Of_ManySteps_KeepsEndsAndPeaksAndInventsNothing()
    {
        var random = new Random(1);
        double[] loss = [.. Enumerable.Range(0, 5000).Select(i => 4 - i / 2500.0 + random.NextDouble() / 10)];
        (loss[1234], loss[4321]) = (9, 0.5);
        var thin = CurveThinning.Of([.. Enumerable.Range(1, 5000)], loss);
        Assert.InRange(thin.Step.Count, 50, ThinCurve.MostPoints);
        Assert.Equal(thin.Step.Select(step => loss[step - 1]), thin.TrainLoss);
        Assert.Equal(thin.Step.Order(), thin.Step);
        Assert.Equal((1, 5000), (thin.Step[0], thin.Step[^1]));
        Assert.Equal((9, 0.5), (thin.TrainLoss.Max(), thin.TrainLoss.Min()));
    }

    [Fact]
    public void Of_LossesThatAreNoNumbers_LeavesThemOut() =>
        Assert.Equal([1, 4], CurveThinning.Of([1, 2, 3, 4], [3, double.NaN, double.PositiveInfinity, 2]).Step);

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Empty(CurveThinning.Of([], []).Step);
}

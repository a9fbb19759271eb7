// The work of a step, against rows worked by hand, and what makes it more.
namespace AttentionLab.Core.Tests;

public class StepWorkTests
{
    private static readonly GptConfig Small = new() { Vocabulary = 3, Layers = 1, Heads = 1, Channels = 4, Context = 2, FeedForward = false, Residual = false, LayerNorm = false, Positions = false };

    private static readonly TrainingConfig Two = new() { Batch = 2 };

    // A token is multiplied with 48 + 12 weights and mixed at 4 x 4 x 1.5: 144. Made by themselves are 3 + 4 + 1.5 numbers; 4 + 3 + 4 operations.
    [Fact]
    public void Of_OneLayer_IsTheRowWorkedByHand() => Assert.Equal(3 * (4 * (144 + 64 * 8.5) + 11e6), StepWork.Of(Small, Two));

    // Queries, keys and values are three matrices (4, 4), of five rounds each.
    [Fact]
    public void Of_Muon_AddsWhatMakesMatricesOrthogonal() =>
        Assert.Equal(3 * (5 * (4 * 64 + 2 * 64) + 18e6), StepWork.Of(Small, Two with { Optimizer = OptimizerKind.Muon }) - StepWork.Of(Small, Two));

    [Fact]
    public void Of_Table_HasNoProducts() =>
        Assert.Equal(3 * (4 * 64 * 3 + 4e6), StepWork.Of(new() { Vocabulary = 3, Layers = 0, Heads = 1, Context = 2, Mixer = Mixer.None }, Two));

    [Fact]
    public void Of_AnyPart_IsMoreWithIt()
    {
        double plain = StepWork.Of(Small, Two);
        Assert.All(
            new[] { Small with { Layers = 2 }, Small with { Channels = 8 }, Small with { Context = 4 }, Small with { FeedForward = true }, Small with { LayerNorm = true }, Small with { Residual = true }, Small with { Mask = false }, Small with { Dropout = 0.1 } },
            model => Assert.True(StepWork.Of(model, Two) > plain, model.ToString()));
        Assert.True(StepWork.Of(Small, Two with { Batch = 4 }) > plain);
    }
}

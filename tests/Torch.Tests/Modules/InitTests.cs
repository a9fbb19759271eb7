// Starting values: their deviation, their seeds, and that they leave no history.
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace AttentionLab.Torch.Tests.Modules;

public class InitTests
{
    [Fact]
    public void NormalInit_HasItsDeviation()
    {
        using var weights = normal_(zeros(64, 192), 0, 0.02);
        Assert.InRange(weights.Deviation(), 0.96 * 0.02, 1.04 * 0.02);
    }

    [Fact]
    public void Init_OfAParameter_LeavesNoHistory()
    {
        using var parameter = new TorchSharp.Modules.Parameter(zeros(2, 2));
        Assert.Same(parameter, constant_(parameter, 3));
        Assert.Equal([3f, 3, 3, 3], parameter.data<float>().ToArray());
        Assert.True(parameter.is_leaf);
        zeros_(parameter);
        Assert.Equal([0f, 0, 0, 0], parameter.data<float>().ToArray());
    }

    [Fact]
    public void Init_WithTheSameSeed_GivesTheSameValues()
    {
        using var first = new Generator(42);
        using var second = new Generator(42);
        using var one = normal_(zeros(100), generator: first);
        using var other = normal_(zeros(100), generator: second);
        Assert.Equal(one.data<float>().ToArray(), other.data<float>().ToArray());
        using var further = normal_(zeros(100), generator: first);
        Assert.NotEqual(one.data<float>().ToArray(), further.data<float>().ToArray());
    }
}

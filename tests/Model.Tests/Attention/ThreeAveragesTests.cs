// The three forms of averaging agree, with each other and with numbers worked by hand.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class ThreeAveragesTests
{
    [Fact]
    public void Of_NumbersByHand_AreTheRunningMeans()
    {
        using var x = tensor([1f, 10f, 3f, 20f, 8f, 0f, 4f, 2f], [1, 4, 2]); // (B, T, C)
        var averages = AverageForms.Of(x);
        Assert.Equal((1, 4, 2), (averages.Batch, averages.Tokens, averages.Channels));
        Assert.Equal(["loop", "product", "softmax"], averages.Forms.Select(form => form.Name));
        Assert.All(averages.Forms, form => Golden.Close([1, 10, 2, 15, 4, 10, 4, 8], form.Result, 2e-6, form.Name));
        Assert.InRange(averages.LargestDifference, 0, 2e-6f);
    }

    [Fact]
    public void WorkedExample_AllForms_GiveTheLecturesNumbers() =>
        Assert.All(AverageForms.WorkedExample().Forms, form => Golden.Close([2, 7, 4, 5.5f, 4.6667f, 5.3333f], form.Result, 1e-4, form.Name));

    [Fact]
    public void Timing_EachForm_TookTime() => Assert.All(AverageTiming.Microseconds(4, 2), time => Assert.True(time > 0));

    [Fact]
    public void Of_SecondSequence_SeesNothingOfTheFirst()
    {
        using var x = tensor([1f, 3f, 100f, 300f], [2, 2, 1]); // (B, T, C)
        Assert.All(AverageForms.Of(x).Forms, form => Golden.Close([1, 2, 100, 200], form.Result, 1e-4, form.Name));
    }

    [Fact]
    public void Of_Weights_AreExactlyOneOverSeen()
    {
        foreach (AverageForm form in AverageForms.Compute(32, 2, 1).Forms.Skip(1))
            for (int t = 0; t < 32; t++)
                for (int key = 0; key < 32; key++) Assert.Equal(key <= t ? 1f / (t + 1) : 0f, form.Weights![t * 32 + key]);
    }

    [Fact]
    public void Of_Starts_AreOnesAndMaskedZeros()
    {
        var forms = AverageForms.Compute(2, 1, 1).Forms;
        Assert.Null(forms[0].Start);
        Assert.Null(forms[0].Weights);
        Assert.Equal([1f, 0f, 1f, 1f], forms[1].Start!);
        Assert.Equal([0f, float.NegativeInfinity, 0f, 0f], forms[2].Start!);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 2)]
    [InlineData(64, 64)]
    public void Compute_RandomNumbers_FormsAgreeWithinRounding(int tokens, int channels)
    {
        var averages = AverageForms.Compute(tokens, channels, 7);
        Assert.InRange(averages.LargestDifference, 0, 1e-6f);
        Assert.Equal(averages.Input[..channels], averages.Forms[0].Result[..channels]);
    }

    [Fact]
    public void Compute_SameSeed_SameNumbers_OtherSeed_Others()
    {
        Assert.Equal(AverageForms.Compute(8, 2, 1).Input, AverageForms.Compute(8, 2, 1).Input);
        Assert.NotEqual(AverageForms.Compute(8, 2, 1).Input, AverageForms.Compute(8, 2, 2).Input);
    }

    [Theory]
    [InlineData(0, 1, "tokens")]
    [InlineData(65, 1, "tokens")]
    [InlineData(1, 0, "channels")]
    [InlineData(1, 65, "channels")]
    public void Compute_OutsideTheLimits_NamesThem(int tokens, int channels, string key)
    {
        var error = Assert.Throws<ModelException>(() => AverageForms.Compute(tokens, channels, 1));
        Assert.Equal(key, error.Key);
        Assert.Contains("1 to 64", error.Message);
    }
}

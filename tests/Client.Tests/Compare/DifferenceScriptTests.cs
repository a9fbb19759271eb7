// The signed colour scale: zero has a colour of its own, both sides mirror each other, the legend's end is a round number.
namespace AttentionLab.Client.Tests.Compare;

public class DifferenceScriptTests
{
    [Theory]
    [InlineData("0", "1", 255)]
    [InlineData("1", "1", 510)]
    [InlineData("-1", "1", 0)]
    [InlineData("0.5", "1", 383)]
    [InlineData("-0.5", "1", 127)]
    [InlineData("0.7", "0.5", 510)]
    [InlineData("1e-9", "1", 256)]
    [InlineData("-1e-9", "1", 254)]
    public void DifferenceIndex_AnyDifference_IsSymmetricAndOnlyZeroIsNeutral(string difference, string limit, int index) =>
        Assert.Equal(index, ScriptModule.Evaluate<int>("difference-scale", $"m.differenceIndex({difference}, {limit})"));

    [Theory]
    [InlineData("0.93", 1), InlineData("0.31", 0.5), InlineData("0.2", 0.2), InlineData("0.0211", 0.05), InlineData("0.001", 0.001), InlineData("0.00012", 0.0002)]
    [InlineData("1", 1), InlineData("0", 1)]
    public void RoundLimit_LargestDifference_IsTheNextRoundNumber(string largest, double limit) =>
        Assert.Equal(limit, ScriptModule.Evaluate<double>("difference-scale", $"m.roundLimit({largest})"));

    [Theory]
    [InlineData("true"), InlineData("false")]
    public void Scale_BothThemes_HasTwoSidesOfEqualLightnessOnANeutralMiddle(string dark)
    {
        var colours = ScriptModule.Evaluate<double[][]>("difference-scale", $$"""
            [-1, -0.5, 0, 0.5, 1].map(d => m.differenceScale({ dark: {{dark}} }, 1).colourOf(d)).map(c => [c & 255, c >> 8 & 255, c >> 16 & 255])
            """);
        Assert.True(colours[0][0] > colours[0][2] + 60, "B's end is orange");
        Assert.True(colours[4][2] > colours[4][0] + 60, "A's end is blue");
        Assert.InRange(colours[2].Max() - colours[2].Min(), 0, 12);
        Assert.InRange(Math.Abs(Luminance(colours[0]) - Luminance(colours[4])), 0, 0.12);
        Assert.True(Math.Sign(Luminance(colours[2]) - Luminance(colours[1])) == Math.Sign(Luminance(colours[1]) - Luminance(colours[0])), "lightness runs one way");
    }

    [Theory]
    [InlineData("0", "0"), InlineData("Math.fround(0.25)", "+0.2500000"), InlineData("Math.fround(-0.1)", "−0.1000000")]
    public void SignedExact_OfADifference_HasEveryDigitAndASign(string value, string text) =>
        Assert.Equal(text, ScriptModule.Evaluate<string>("difference-tables", $"m.signedExact({value})"));

    private static double Luminance(double[] rgb) => rgb.Zip([0.2126, 0.7152, 0.0722], (channel, share) => Math.Pow(channel / 255, 2.2) * share).Sum();
}

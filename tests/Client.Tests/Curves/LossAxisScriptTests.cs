// A run that diverges leaves the chart at its roof, so that the others can still be told apart.
namespace AttentionLab.Client.Tests.Curves;

public class LossAxisScriptTests
{
    [Theory]
    [InlineData("[4.2, 4.6]", 10)] // never below 10
    [InlineData("[4.2, 30]", 60)]
    [InlineData("[4.2, NaN]", 10)]
    public void RoofOf_FirstLosses_IsTwiceTheHighest(string first, double roof) =>
        Assert.Equal(roof, ScriptModule.Evaluate<double>("loss-axis", $"m.roofOf({first})"));

    [Theory]
    [InlineData(2, 4, false, 1.88, 4.12)] // as without a roof
    [InlineData(2, 2e13, true, 1.52, 10.48)]
    [InlineData(50, 2e13, true, 9.95, 10.05)] // nothing else in sight
    public void LossScale_OneRunDiverges_EndsAtTheRoofAndSaysSo(double least, double most, bool exceeded, double from, double to)
    {
        string range = FormattableString.Invariant($"(() => {{ const roof = {{ at: 10, exceeded: false }}; const range = m.lossScale(false, roof).range(null, {least}, {most}); return [...range, roof.exceeded ? 1 : 0]; }})()");
        var seen = ScriptModule.Evaluate<double[]>("loss-axis", range);
        Assert.Equal([from, to, exceeded ? 1 : 0], seen.Select(value => Math.Round(value, 9)));
    }
}

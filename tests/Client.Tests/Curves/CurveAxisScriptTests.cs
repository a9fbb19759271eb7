// Where a curve's points stand: by step, by tokens, by the recorded durations of its own steps.
namespace AttentionLab.Client.Tests.Curves;

public class CurveAxisScriptTests
{
    /// <summary>Four steps of 100 tokens at 50, 100, 100 and 200 tokens a second; estimates before the first step and after the third.</summary>
    private const string Series = """
        const make = speeds => { const s = new m.LossSeries(100); s.append({ step: [1, 2, 3, 4], trainLoss: [4, 3, 2, 1], tokensPerSecond: speeds,
          eval: { step: [0, 3], trainLoss: [4.5, 2.1], valLoss: [4.6, 2.2] } }); return s; };
        const s = make([50, 100, 100, 200]);
        """;

    [Theory]
    [InlineData("step", new double[] { 1, 2, 3, 4 })]
    [InlineData("tokens", new double[] { 100, 200, 300, 400 })]
    [InlineData("time", new double[] { 2, 3, 4, 4.5 })]
    public void XAt_EachAxis_IsWhatWasDoneUpToTheStep(string axis, double[] places) =>
        Assert.Equal(places, Numbers($"return [0, 1, 2, 3].map(i => m.xAt(s, '{axis}', i));"));

    [Theory]
    [InlineData("step", 3)]
    [InlineData("tokens", 300)]
    [InlineData("time", 4)]
    public void XOfEstimate_EachAxis_StandsAtItsStep(string axis, double place) =>
        Assert.Equal([0, place], Numbers($"return [0, 1].map(e => m.xOfEstimate(s, '{axis}', e));"));

    [Fact]
    public void XAt_ResumedRunTrainsStepsAnew_CountsTheirNewDurations() =>
        Assert.Equal([3, 4, 14], Numbers("s.append({ step: [3, 4], trainLoss: [2, 1], tokensPerSecond: [100, 10], eval: { step: [], trainLoss: [], valLoss: [] } }); return [1, 2, 3].map(i => m.xAt(s, 'time', i));"));

    [Fact]
    public void IsRecorded_ADurationIsMissing_SaysNoAndDrawsNothingOverTime() =>
        Assert.Equal([0, 1, 0, 4], Numbers("const t = make([50, null, 100, 200]); return [+m.isRecorded(t, 'time'), +m.isRecorded(t, 'step'), m.pointsOn(t, 'time', 0, 9, 100).x.length, m.pointsOn(t, 'step', 0, 9, 100).x.length];"));

    [Theory]
    [InlineData("time", 3.4, 1)]
    [InlineData("time", 3.6, 2)]
    [InlineData("time", 99, 3)]
    [InlineData("time", 0, 0)]
    [InlineData("tokens", 260, 2)]
    public void NearestOn_AnyPlace_IsTheClosestStep(string axis, double place, int index) =>
        Assert.Equal([index], Numbers(FormattableString.Invariant($"return [m.nearestOn(s, '{axis}', {place})];")));

    [Fact]
    public void LengthOn_Time_IsTheSumOfAllDurations() => Assert.Equal([4.5, 4, 400], Numbers("return ['time', 'step', 'tokens'].map(axis => m.lengthOn(s, axis));"));

    [Fact]
    public void PointsOn_PartOfACurve_KeepsOnePointBeyondEachEnd() =>
        Assert.Equal([2, 3, 4], Numbers("const t = new m.LossSeries(1); t.append({ step: [1, 2, 3, 4, 5, 6], trainLoss: [6, 5, 4, 3, 2, 1], eval: { step: [], trainLoss: [], valLoss: [] } }); return m.pointsOn(t, 'step', 3, 3, 100).x;"));

    [Fact]
    public void PointsOn_Factor_MultipliesEveryLoss() =>
        Assert.Equal([8, 4, 9.2], Numbers("const p = m.pointsOn(s, 'step', 0, 9, 100, 2); return [p.raw[0], p.raw[2], p.val[0]];"));

    private static double[] Numbers(string body) => ScriptModule.Evaluate<double[]>("curve-axis", $"(() => {{ {Series} {body} }})()");
}

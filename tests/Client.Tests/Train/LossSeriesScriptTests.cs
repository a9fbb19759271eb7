// The columns behind the loss chart: they grow, replace what is trained anew, smooth without lag, and lose no peak when thinned.
using System.Text.Json;

namespace AttentionLab.Client.Tests.Train;

public class LossSeriesScriptTests
{
    private const string None = "{ step: [], trainLoss: [], valLoss: [] }";

    [Fact]
    public void Append_TwoChunks_AsksForWhatComesNext() =>
        Assert.Equal([4, 5], Numbers($"{Chunk("1, 2", "4, 3")}; {Chunk("3, 4", "2, 1")}; return [s.length, s.next];"));

    [Fact]
    public void Append_EstimateBeforeTheFirstStep_AsksForTheFirstStep() =>
        Assert.Equal([1], Numbers($"s.append({{ step: [], trainLoss: [], eval: {{ step: [0], trainLoss: [4.2], valLoss: [4.2] }} }}); return [s.next];"));

    [Fact]
    public void Append_StepsTrainedAnew_ReplacesThemAndTheirEstimates() =>
        Assert.Equal([3, 3, 9, 4, 0], Numbers($$"""
            s.append({ step: [1, 2, 3, 4], trainLoss: [4, 3, 2, 1], eval: { step: [0, 4], trainLoss: [4, 1], valLoss: [4, 1] } });
            {{Chunk("3", "9")}}; return [s.length, s.lastStep, s.rawAt(2), s.next, ...s.evalStep];
            """));

    [Fact]
    public void Smooth_Constant_IsThatConstant() =>
        Assert.All(Numbers("s.append({ step: k(1000), trainLoss: k(1000).map(() => 2.5), eval: none }); return k(1000).map(i => s.smoothAt(i));"), value => Assert.Equal(2.5, value, 12));

    [Fact]
    public void Smooth_LongRun_IsTheMeanOfTheLast50() =>
        Assert.Equal(Enumerable.Range(950, 50).Average(), Numbers("s.append({ step: k(1000), trainLoss: k(1000), eval: none }); return [s.smoothAt(999)];")[0], 9);

    [Fact]
    public void Smooth_Beginning_FollowsWithoutLag() =>
        Assert.Equal([4, 3, 2, 1], Numbers($"{Chunk("1, 2, 3, 4", "4, 3, 2, 1")}; return [0, 1, 2, 3].map(i => s.smoothAt(i));"));

    [Fact]
    public void Thin_HundredThousandSteps_KeepsPeaksEndsAndEstimates()
    {
        var thinned = ScriptModule.Evaluate("loss-series", Function("""
            const losses = k(100000).map(i => i === 54321 ? 99 : i === 12345 ? -99 : 2);
            s.append({ step: k(100000), trainLoss: losses, eval: { step: [777], trainLoss: [2], valLoss: [2.25] } });
            const t = s.thin(0, 100000, 500);
            return { count: t.step.length, rising: t.step.every((x, i) => i === 0 || x > t.step[i - 1]), ends: [t.step[0], t.step.at(-1)],
              high: t.raw[t.step.indexOf(54321)], low: t.raw[t.step.indexOf(12345)], estimate: t.val[t.step.indexOf(777)] };
            """));
        Assert.InRange(thinned.GetProperty("count").GetInt32(), 500, 2001);
        Assert.True(thinned.GetProperty("rising").GetBoolean());
        Assert.Equal("[0,99999]", thinned.GetProperty("ends").GetRawText());
        Assert.Equal((99, -99, 2.25), (thinned.GetProperty("high").GetDouble(), thinned.GetProperty("low").GetDouble(), thinned.GetProperty("estimate").GetDouble()));
    }

    [Fact]
    public void Thin_LossThatIsNoNumber_IsAGap()
    {
        var thinned = ScriptModule.Evaluate("loss-series", Function($"{Chunk("1, 2, 3", "4, null, 2")}; return s.thin(0, 3, 10);"));
        Assert.Equal("[4,null,2]", thinned.GetProperty("raw").GetRawText());
        Assert.Equal(JsonValueKind.Null, thinned.GetProperty("smooth")[1].ValueKind);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(14, 0)]
    [InlineData(16, 1)]
    [InlineData(99, 2)]
    public void Nearest_AnyStep_IsTheClosestTrainedOne(int step, int index) =>
        Assert.Equal([index], Numbers($"{Chunk("10, 20, 30", "3, 2, 1")}; return [s.nearest({step})];"));

    private static string Chunk(string steps, string losses) => $"s.append({{ step: [{steps}], trainLoss: [{losses}], eval: none }})";

    private static double[] Numbers(string body) => ScriptModule.Evaluate<double[]>("loss-series", Function(body));

    private static string Function(string body) => $"(() => {{ const s = new m.LossSeries(), none = {None}, k = n => Array.from({{ length: n }}, (_, i) => i); {body} }})()";
}

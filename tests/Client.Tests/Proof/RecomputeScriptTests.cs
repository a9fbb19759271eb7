// The page works a row again and says how far it is off; numbers are written with all their digits and no more.
namespace AttentionLab.Client.Tests.Proof;

public sealed class RecomputeScriptTests
{
    private const string Modules = "proof/proof-row+proof/recompute";

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    public void Recompute_ARowWorkedInFloat32_IsOffByRoundingAlone(bool masked, bool scaled, bool average)
    {
        var check = ScriptModule.Evaluate(Modules, $"m.recompute({Row(new MadeHead(masked, scaled, average))})");
        Assert.InRange(check.GetProperty("largest").GetDouble(), 0, 1e-6);
        Assert.InRange(check.GetProperty("atOnce").GetDouble(), 1e-12, 1e-6);
        Assert.Equal(average ? 3 : 10, check.GetProperty("steps").GetArrayLength());
    }

    [Theory]
    [InlineData("q[1]", "q = x W + b")]
    [InlineData("raw[4]", "q·k")] // a key that is masked
    [InlineData("scaled[0]", "÷ √D")]
    [InlineData("exp[2]", "exp")]
    [InlineData("weights[3]", "weight")]
    [InlineData("output[0]", "output")]
    public void Recompute_OneNumberOff_IsFoundAtItsStep(string number, string step)
    {
        var check = ScriptModule.Evaluate(Modules, $"(() => {{ const row = {Row(new MadeHead())}; row.{number} += 0.01; return m.recompute(row); }})()");
        Assert.True(check.GetProperty("largest").GetDouble() > 1e-4);
        var found = check.GetProperty("steps").EnumerateArray().First(one => one.GetProperty("largest").GetDouble() > 1e-4);
        Assert.Equal(step, found.GetProperty("name").GetString());
    }

    [Fact]
    public void ProofRow_LaterKeys_KeepTheirAffinityAndGetNoWeight()
    {
        var head = new MadeHead();
        var row = ScriptModule.Evaluate(Modules, $"(r => [r.seen, r.raw.length, r.weights.length, r.raw[4]])({Row(head)})");
        Assert.Equal((4, 5, 4), (row[0].GetInt32(), row[1].GetInt32(), row[2].GetInt32()));
        Assert.Equal(head.Inspection().Head!.Raw[MadeHead.Token][4], row[3].GetSingle());
    }

    [Fact]
    public void ProofRow_AnotherHeadsAnswer_IsNone() =>
        Assert.True(ScriptModule.Evaluate<bool>(Modules, $"m.proofRow({new MadeHead().Json}, 0, 1, 3) === null"));

    [Fact]
    public void ProofRow_AnInterventionHidesAKey_ReachesTheSoftmax() =>
        Assert.Equal([1, 0, 1], ScriptModule.Evaluate<double[]>(Modules, $$"""
            (() => {
              const given = {{new MadeHead().Json}};
              given.head.scaled = given.head.scaled.map(row => row.map(() => 0.5));
              given.head.added = given.head.scaled.map(row => row.map((_, key) => key === 1 ? null : 0));
              return [...m.proofRow(given, 0, 0, 2).exp];
            })()
            """));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(1f / 3, "0.33333334")]
    [InlineData(-3.2958984f, "-3.2958984")]
    [InlineData(0.00001f, "1e-5")]
    [InlineData(16777216f, "16777216")]
    [InlineData(1.17549435E-38f, "1.1754944e-38")]
    [InlineData(0f, "0")]
    public void Shortest_OfAFloat32_HasAllDigitsAndNoneTooMany(float value, string text)
    {
        Assert.Equal(text, ScriptModule.Evaluate<string>("proof/float-text", $"m.shortest({value:G9})"));
        Assert.Equal(value, float.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(1, 40), InlineData(8, 16), InlineData(32, 4), InlineData(64, 2), InlineData(300, 1)]
    public void ComponentWidth_OfAHead_LeavesRoomForTheOtherSteps(int size, int pixels) =>
        Assert.Equal(pixels, ScriptModule.Evaluate<int>("proof/signed-strip", $"m.componentWidth({size})"));

    internal static string Row(MadeHead head) => $"m.proofRow({head.Json}, 0, 0, {MadeHead.Token})";
}

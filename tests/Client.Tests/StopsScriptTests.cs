// Where the time-lapse stands for a place on its track, a key or a tick.
namespace AttentionLab.Client.Tests;

public class StopsScriptTests
{
    [Theory]
    [InlineData(-1, "-1"), InlineData(0, "0"), InlineData(9, "1"), InlineData(10, "2"), InlineData(99, "2")]
    public void StopAt_AStep_IsTheLastStopUpToIt(int step, string index) =>
        Assert.Equal(index, Evaluate($"m.stopAt([0, 5, 10], {step})"));

    [Theory]
    [InlineData(0, "0"), InlineData(7, "5"), InlineData(8, "10"), InlineData(50, "10"), InlineData(60, "100"), InlineData(98, "100")]
    [InlineData(98.5, "null"), InlineData(100, "null")]
    public void StopNear_APlaceOnTheTrack_IsTheNearestStopAndItsEndIsLive(double place, string stop) =>
        Assert.Equal(stop, Evaluate(FormattableString.Invariant($"m.stopNear([0, 5, 10, 100], {place}, 100)")));

    [Fact]
    public void StopNear_NothingKept_IsLive() => Assert.Equal("null", Evaluate("m.stopNear([], 0, 100)"));

    [Theory]
    [InlineData("null", -1, "10"), InlineData("10", 1, "null"), InlineData("5", 1, "10"), InlineData("7", 1, "10"), InlineData("5", -10, "0"), InlineData("0", -1, "0")]
    public void StopBeside_AMoment_GoesOnByStopsAndEndsLive(string moment, int by, string stop) =>
        Assert.Equal(stop, Evaluate($"m.stopBeside([0, 5, 10], {moment}, {by})"));

    private static string Evaluate(string expression) => ScriptModule.Evaluate("stops", expression).GetRawText();

    [Theory]
    [InlineData("[]", 5, "null"), InlineData("[10, 20]", 14, "10"), InlineData("[10, 20]", 99, "20")]
    public void Nearest_Stop_IsTheClosestOnEitherSide(string stops, int step, string found) =>
        Assert.Equal(found, ScriptModule.Evaluate("stops", $"m.nearest({stops}, {step})").GetRawText());
}

// What racers are called that nobody named.
using AttentionLab.Server.Racing;

namespace AttentionLab.Server.Tests.Racing;

public class LaneNameTests
{
    private static readonly EngineChoice Engines = new(EngineNames.TorchSharp, null,
    [
        new(EngineNames.TorchSharp, "TorchSharp 0.107", EngineState.NotLoaded, null, null, null, ""),
        new(EngineNames.Managed, "Managed engine", EngineState.Loaded, "cpu", 2, null, ""),
    ]);

    [Theory]
    [InlineData(null, "managed", "Tiny, TorchSharp 0.107", "Tiny, Managed engine")]
    [InlineData("torchsharp", "abacus", "Tiny, TorchSharp 0.107", "Tiny, abacus")]
    [InlineData(null, "torchsharp", "Tiny", "Tiny (2)")]
    [InlineData("managed", "managed", "Tiny", "Tiny (2)")]
    public void Of_TwoEngines_NamesThemWhereTheyDiffer(string? first, string? second, string one, string other) =>
        Assert.Equal([one, other], Names(new() { Preset = "tiny", Engine = first }, new() { Preset = "tiny", Engine = second }));

    [Fact]
    public void Of_RacerWithANameOfItsOwn_KeepsIt() =>
        Assert.Equal(["mine", "Tiny, Managed engine, 2 heads"], Names(new() { Preset = "tiny", Name = " mine " }, new() { Preset = "tiny", Engine = "managed", Model = new() { Heads = 2 } }));

    private static IReadOnlyList<string> Names(params NewRacer[] racers) => LaneNames.Of(racers, [.. racers.Select(racer => Presets.Find(racer.Preset!)!)], Engines);
}

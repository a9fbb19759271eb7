// The parts of a logit as they are put together on the page: nothing is lost.
namespace AttentionLab.Client.Tests.Circuits;

public class VoteScriptTests
{
    private const string Split = """
        ({ tokens: [{}, {}, {}], parts: [
          { kind: 'tokenEmbedding', layer: null, head: null, value: 1 }, { kind: 'positionEmbedding', layer: null, head: null, value: 0.25 },
          { kind: 'head', layer: 0, head: 0, value: 2, bySource: [2, 0, 0] }, { kind: 'head', layer: 0, head: 1, value: -1, bySource: [0.5, -1.5, 0] },
          { kind: 'attentionBias', layer: 0, head: null, value: 0.5 }, { kind: 'feedForward', layer: 0, head: null, value: -4 },
          { kind: 'feedForwardBias', layer: 0, head: null, value: 0.125 }, { kind: 'normBias', layer: null, head: null, value: 0.0625 }, { kind: 'headBias', layer: null, head: null, value: -8 } ] })
        """;

    private static string Run(string expression) => ScriptModule.Evaluate("circuits/votes-parts", expression).GetRawText();

    [Fact]
    public void ByPart_AllOfThem_SumToTheLogit()
    {
        Assert.Equal("""["token itself","its position","layer 1, 2 heads","layer 1, feed-forward","all biases"]""", Run($"m.byPart({Split}).map(one => one.name)"));
        Assert.Equal("true", Run($"m.byPart({Split}).reduce((sum, one) => sum + one.value, 0) === {Split}.parts.reduce((sum, part) => sum + part.value, 0)"));
    }

    [Fact]
    public void BySource_AllHeadsOrOne_AddsWhatCameFromEachToken()
    {
        Assert.Equal("[2.5,-1.5,0]", Run($"m.bySource({Split}, null)"));
        Assert.Equal("[0.5,-1.5,0]", Run($"m.bySource({Split}, {{ layer: 0, head: 1 }})"));
    }

    [Fact]
    public void Largest_OfZeros_IsOne() => Assert.Equal("[8,1,1]", Run("[m.largest([3, -8]), m.largest([0, 0]), m.largest([])]"));
}

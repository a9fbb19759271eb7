// The arithmetic and layout behind the Inspect page, held to hand-worked values.
namespace AttentionLab.Client.Tests;

public class InspectScriptTests
{
    [Theory]
    [InlineData(0.1f, "0.1000000")]
    [InlineData(1f, "1.000000")]
    [InlineData(0.12345679f, "0.12345679")]
    [InlineData(-3.2958984f, "−3.2958984")]
    [InlineData(float.NegativeInfinity, "−∞")]
    public void Exact_OfAFloat32_IsTheShortestDecimalThatIsIt(float value, string text) =>
        Assert.Equal(text, ScriptModule.Evaluate<string>("number-format", $"m.exact({(float.IsInfinity(value) ? "-Infinity" : $"Math.fround({value:G9})")})"));

    [Theory]
    [InlineData(0, "0"), InlineData(0.0004, "<.001"), InlineData(0.5, "0.500"), InlineData(0.9999, ">.999"), InlineData(1, "1")]
    public void Glance_OfAWeight_NeverClaimsMoreThanItKnows(double weight, string text) =>
        Assert.Equal(text, ScriptModule.Evaluate<string>("number-format", $"m.glance({weight})"));

    [Theory]
    [InlineData(900, 8, 1, 60)]
    [InlineData(900, 30, 1, 30)]
    [InlineData(300, 64, 1, 14)]
    [InlineData(300, 64, 2, 28)]
    public void CellSize_OfAMatrix_FitsButStaysReadable(int available, int tokens, double zoom, int size) =>
        Assert.Equal(size, ScriptModule.Evaluate<int>("inspect-layout", $"m.cellSize({available}, {tokens}, {zoom})"));

    [Fact]
    public void FittingZoom_LongPrompt_BringsTheWholeMatrixIntoView() =>
        Assert.True(ScriptModule.Evaluate<int>("inspect-layout", "m.cellSize(640, 64, m.fittingZoom(640, 64)) * 64") <= 640);

    [Fact]
    public void CellAt_Pointer_NamesRowAndColumnOrNothing() =>
        Assert.Equal("""[{"query":2,"key":1},null,null]""", ScriptModule.Evaluate("inspect-layout", "[m.cellAt(15, 29, 10, 4), m.cellAt(41, 5, 10, 4), m.cellAt(-1, 5, 10, 4)]").GetRawText());

    [Fact]
    public void Moved_AtTheEdge_StaysInside() =>
        Assert.Equal("""[{"query":0,"key":3},{"query":1,"key":1},null]""", ScriptModule.Evaluate("inspect-layout", "[m.moved({ query: 0, key: 3 }, 'ArrowRight', 4), m.moved({ query: 1, key: 3 }, 'End', 4), m.moved({ query: 0, key: 0 }, 'x', 4)]").GetRawText());

    [Fact]
    public void Address_OfAView_HoldsPromptWithBreaksAndLeavesOutWhatIsNotChosen()
    {
        Assert.Equal("?run=r1&prompt=To+be%0A%26&layer=1&head=2&token=4&step=40", ScriptModule.Evaluate<string>("inspect-url", "m.queryOf({ run: 'r1', prompt: 'To be\\n&', layer: 1, head: 2, token: 4, step: 40 })"));
        Assert.Equal("?run=r1&layer=0&head=0", ScriptModule.Evaluate<string>("inspect-url", "m.queryOf({ run: 'r1', prompt: null, layer: 0, head: 0, token: null, step: null })"));
    }

    [Theory]
    [InlineData(" ", "␣", "space")]
    [InlineData("\\n", "↵", "line break")]
    [InlineData("\\t", "⇥", "tab")]
    [InlineData("e", "e", "“e”")]
    [InlineData("\\u0007", "▯", "U+0007")]
    [InlineData("a b", "a␣b", "“a”, space, “b”")]
    public void Glyph_OfAToken_IsVisibleAndHasAName(string text, string glyph, string name)
    {
        var found = ScriptModule.Evaluate("token-glyph", $"m.glyphOf('{text}')");
        Assert.Equal((glyph, name), (found.GetProperty("text").GetString(), found.GetProperty("name").GetString()));
    }

    [Fact]
    public void Refusal_WithFields_NamesEachField() =>
        Assert.Equal("The prompt is empty. head: 9 does not exist.", ScriptModule.Evaluate<string>("inspect-source",
            "await m.refusal(new Response(JSON.stringify({ detail: 'no', errors: { prompt: ['The prompt is empty.'], head: ['9 does not exist.'] } }), { status: 400 }))"));

    [Fact]
    public void Refusal_NotJson_StillSaysSomething() =>
        Assert.Equal("The server answered 502.", ScriptModule.Evaluate<string>("inspect-source", "await m.refusal(new Response('<html>', { status: 502 }))"));
}

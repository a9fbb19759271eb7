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
        Assert.Equal(size, ScriptModule.Evaluate<int>("matrix/matrix-layout", $"m.cellSize({available}, {tokens}, {zoom})"));

    [Fact]
    public void FittingZoom_LongPrompt_BringsTheWholeMatrixIntoView() =>
        Assert.True(ScriptModule.Evaluate<int>("matrix/matrix-layout", "m.cellSize(640, 64, m.fittingZoom(640, 64)) * 64") <= 640);

    [Fact]
    public void CellAt_Pointer_NamesRowAndColumnOrNothing() =>
        Assert.Equal("""[{"query":2,"key":1},null,null]""", ScriptModule.Evaluate("matrix/matrix-layout", "[m.cellAt(15, 29, 10, 4), m.cellAt(41, 5, 10, 4), m.cellAt(-1, 5, 10, 4)]").GetRawText());

    [Fact]
    public void Moved_AtTheEdge_StaysInside() =>
        Assert.Equal("""[{"query":0,"key":3},{"query":1,"key":1},null]""", ScriptModule.Evaluate("matrix/matrix-layout", "[m.moved({ query: 0, key: 3 }, 'ArrowRight', 4), m.moved({ query: 1, key: 3 }, 'End', 4), m.moved({ query: 0, key: 0 }, 'x', 4)]").GetRawText());

    [Fact]
    public void Address_OfAView_HoldsEverythingAndLeavesOutWhatIsNotChosen()
    {
        Assert.Equal("?run=r1&prompt=To+be%0A%26&layer=1&head=2&heads=1.2%2C0.0&token=4&step=40&view=head&edits=m_h1.2z&embed=1", ScriptModule.Evaluate<string>("inspect/address",
            "m.queryOf({ run: 'r1', prompt: 'To be\\n&', layer: 1, head: 2, heads: [{ layer: 1, head: 2 }, { layer: 0, head: 0 }], token: 4, step: 40, view: 'head', edits: { liftMask: true, heads: [{ layer: 1, head: 2, by: 'zero' }] } }, '?run=old&embed=1')"));
        Assert.Equal("?run=r1&layer=0&head=0", ScriptModule.Evaluate<string>("inspect/address",
            "m.queryOf({ run: 'r1', prompt: null, layer: 0, head: 0, heads: [{ layer: 0, head: 0 }], token: null, step: null, view: 'all', edits: null })"));
    }

    [Fact]
    public void Address_WrittenAndRead_IsTheSameView() =>
        Assert.Equal("true", ScriptModule.Evaluate<string>("inspect/address",
            "(view => String(JSON.stringify(m.viewOf(m.queryOf(view))) === JSON.stringify(m.viewOf(m.queryOf({ ...view, ...m.viewOf(m.queryOf(view)) }))) && m.viewOf(m.queryOf(view)).heads === 'all' && m.viewOf(m.queryOf(view)).edits.cells[0].key === 3))({ run: 'r', prompt: ' a\\t', layer: 3, head: 1, heads: 'all', token: 0, step: 0, view: 'matrix', edits: { cells: [{ layer: 0, head: 1, query: 5, key: 3, set: 'forbid' }] } })"));

    [Fact]
    public void Address_EditedByHand_LeavesOutWhatMakesNoSense() =>
        Assert.Equal("""{"run":null,"prompt":null,"layer":null,"head":null,"token":null,"step":null,"heads":[{"layer":0,"head":0}],"view":"all","edits":null}""",
            ScriptModule.Evaluate("inspect/address", "m.viewOf('?layer=-1&head=1.5&token=x&step=99999999999999&heads=1&view=none&edits=%7B')").GetRawText());

    [Theory]
    [InlineData(5, "[10]"), InlineData(10, "[]"), InlineData(15, "[10,20]"), InlineData(99, "[20]")]
    public void NearestSteps_OfOneThatIsNotKept_LieOnEitherSide(int step, string near) =>
        Assert.Equal(near, ScriptModule.Evaluate("inspect/steps", $"m.nearestOf([10, 20], {step})").GetRawText());

    [Fact]
    public void EmbedSnippet_OfAView_AsksForItWithoutHeaderAndControls() =>
        Assert.Contains("src=\"http://lab:5080/inspect?run=r&amp;prompt=%3C%22&amp;embed=1&amp;controls=no\"",
            ScriptModule.Evaluate<string>("inspect/page-frame", "m.snippetOf('http://lab:5080/inspect?run=r&prompt=%3C%22&controls=no')"));

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
        Assert.Equal("The prompt is empty. head: 9 does not exist.", ScriptModule.Evaluate<string>("inspect/inspection-source",
            "await m.refusal(new Response(JSON.stringify({ detail: 'no', errors: { prompt: ['The prompt is empty.'], head: ['9 does not exist.'] } }), { status: 400 }))"));

    [Fact]
    public void Refusal_NotJson_StillSaysSomething() =>
        Assert.Equal("The server answered 502.", ScriptModule.Evaluate<string>("inspect/inspection-source", "await m.refusal(new Response('<html>', { status: 502 }))"));
}

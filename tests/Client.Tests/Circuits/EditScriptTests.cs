// Interventions as the page keeps them: changed one at a time, said in words, short in an address and the same when read back.
namespace AttentionLab.Client.Tests.Circuits;

public class EditScriptTests
{
    private const string All = """
        ({ heads: [{ layer: 0, head: 1, by: 'zero' }, { layer: 2, head: 3, by: 'mean' }],
           cells: [{ layer: 0, head: 1, query: 5, key: 2, set: 'forbid' }, { layer: 0, head: 1, query: 6, key: 2, set: 'force' }, { layer: 1, head: 0, query: 7, key: 0, set: 'scale', factor: 0.5 }],
           tokens: [{ position: 3, text: 'a' }, { position: 4, text: ' 😀_' }], liftMask: true, dropScale: true })
        """;

    private static string Run(string module, string expression) => ScriptModule.Evaluate("circuits/" + module, expression).GetRawText();

    [Fact]
    public void AddressOf_EveryKind_IsShort() => Assert.Equal(
        "\"m_s_h0.1z_h2.3m_t3.61_t4.20-1f600-5f_c0.1.5.2f_c0.1.6.2w_c1.0.7.0x0.5\"", Run("edits-address", $"m.addressOf({All})"));

    [Fact]
    public void EditsAt_WhatAddressOfWrote_IsTheSame() => Assert.Equal("true", Run("edits-address", $$"""
        (() => { const sort = value => JSON.stringify(value, (_, v) => v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v);
                 return sort(m.editsAt(m.addressOf({{All}}))) === sort({{All}}); })()
        """));

    [Theory]
    [InlineData("null"), InlineData("''"), InlineData("'nonsense_h1_c1.2f_tx.y_c0.0.0.0x0_c0.0.0.0x-3'"), InlineData("'{\"heads\":[]}'")]
    public void EditsAt_NoWordOfIt_IsNothing(string text) => Assert.Equal("null", Run("edits-address", $"m.editsAt({text})"));

    [Theory]
    [InlineData("null"), InlineData("{}"), InlineData("[1]"), InlineData("'m'"), InlineData("{ heads: [], liftMask: false }")]
    public void AddressOf_Nothing_IsLeftOut(string edits) => Assert.Equal("null", Run("edits-address", $"m.addressOf({edits})"));

    [Fact]
    public void AddressOf_AsManyCellsAsAPassTakes_FitsAnAddress() => Assert.InRange(
        ScriptModule.Evaluate<int>("circuits/edits-address", "new URLSearchParams({ edits: m.addressOf({ cells: Array.from({ length: 400 }, (_, i) => ({ layer: 11, head: 11, query: 255, key: i, set: 'forbid' })) }) }).toString().length"),
        400, 7000);

    [Fact]
    public void CountOf_EveryKind_CountsEachOnce() => Assert.Equal("9", Run("edits", $"m.countOf({All})"));

    [Fact]
    public void WithKnockout_AgainAndBack_KeepsOneOrNone()
    {
        Assert.Equal("""{"heads":[{"layer":0,"head":1,"by":"mean"}]}""", Run("edits", "m.withKnockout(m.withKnockout({}, 0, 1, 'zero'), 0, 1, 'mean')"));
        Assert.Equal("null", Run("edits", "m.tidy(m.withKnockout(m.withKnockout({}, 0, 1, 'zero'), 0, 1, null))"));
        Assert.Equal("\"mean\"", Run("edits", "m.knockoutOf({ heads: [{ layer: 0, head: 1, by: 'mean' }] }, 0, 1)"));
    }

    [Fact]
    public void WithCell_Again_ReplacesWhatWasThere() => Assert.Equal(
        """{"cells":[{"layer":0,"head":1,"query":3,"key":2,"set":"scale","factor":4}]}""",
        Run("edits", "m.withCell(m.withCell({}, { layer: 0, head: 1, query: 3, key: 2 }, 'forbid'), { layer: 0, head: 1, query: 3, key: 2 }, 'scale', 4)"));

    [Theory]
    [InlineData(2, 3, "true"), InlineData(1, 3, "false"), InlineData(0, 3, "false"), InlineData(2, 8, "false")]
    public void FillsRow_LastCellThatIsLeft_IsTold(int forbidden, int visible, string expected) => Assert.Equal(expected, Run("edits",
        $"m.fillsRow({{ cells: [0, 1].slice(0, {forbidden}).map(key => ({{ layer: 0, head: 1, query: 2, key, set: 'forbid' }})) }}, {{ layer: 0, head: 1, query: 2, key: 2 }}, {visible})"));

    [Fact]
    public void LinesOf_CellsChangedAlike_AreOneLineThatGoesAtOnce()
    {
        const string Cells = "{ liftMask: true, cells: [0, 1, 2, 3].map(key => ({ layer: 0, head: 1, query: 5, key, set: 'forbid' })) }";
        Assert.Equal("""["Mask lifted: every token sees the later ones","Layer 1, head 2: 4 cells forbidden"]""", Run("edits", $"m.linesOf({Cells}).map(line => line.text)"));
        Assert.Equal("""{"liftMask":true}""", Run("edits", $"m.tidy(m.linesOf({Cells})[1].without)"));
        Assert.Equal("""["Token 2 read as ↵"]""", Run("edits", "m.linesOf({ tokens: [{ position: 2, text: '\\n' }] }).map(line => line.text)"));
    }
}

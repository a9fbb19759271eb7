// The arithmetic of Inspect's views: which heads a click leaves, what is said of a head, where pictures lie, which arcs are drawn.
namespace AttentionLab.Client.Tests;

public sealed class ViewsScriptTests
{
    [Theory]
    [InlineData("m.clicked([{ layer: 0, head: 1 }], { layer: 2, head: 3 })", "2.3")]
    [InlineData("m.clicked([{ layer: 2, head: 3 }], { layer: 2, head: 3 })", "all")]
    [InlineData("m.clicked('all', { layer: 2, head: 3 })", "2.3")]
    [InlineData("m.shifted([{ layer: 0, head: 1 }], { layer: 2, head: 3 })", "0.1,2.3")]
    [InlineData("m.shifted([{ layer: 0, head: 1 }, { layer: 2, head: 3 }], { layer: 0, head: 1 })", "2.3")]
    [InlineData("m.shifted([{ layer: 0, head: 1 }], { layer: 0, head: 1 })", "0.1")]
    public void HeadSet_AfterAClick_HoldsOneSomeOrAll(string click, string heads) =>
        Assert.Equal(heads, ScriptModule.Evaluate<string>("inspect/head-set", $"m.headsText({click}, {{ layer: -1, head: -1 }})"));

    [Theory]
    [InlineData("'all'", "all"), InlineData("'0.1,2.3,0.1'", "0.1,2.3"), InlineData("'0,1'", "none"), InlineData("'x'", "none"), InlineData("null", "none")]
    public void HeadsFrom_AnAddress_TakesOnlyHeads(string text, string heads) =>
        Assert.Equal(heads, ScriptModule.Evaluate<string>("inspect/head-set", $"(set => set === null ? 'none' : m.headsText(set, {{ layer: -1, head: -1 }}))(m.headsFrom({text}))"));

    [Fact]
    public void HeadsOf_ASetFromALargerModel_KeepsThoseThatExist() =>
        Assert.Equal(1, ScriptModule.Evaluate<int>("inspect/head-set", "m.headsOf([{ layer: 9, head: 0 }, { layer: 1, head: 1 }], 2, 2).length"));

    [Theory]
    [InlineData("[[1], [0.5, 0.5], [1/3, 1/3, 1/3]]", 1)]
    [InlineData("[[1], [0, 1], [1, 0, 0]]", 0)]
    [InlineData("[[1], [0.5, 0.5], [0, 1, 0]]", 0.5)]
    public void Evenness_OfRows_IsOneWhereTheyAreEvenAndZeroWhereTheyLookAtOne(string rows, double evenness) =>
        Assert.Equal(evenness, ScriptModule.Evaluate<double>("inspect/head-facts", $"m.evenness({rows})"), 1e-6);

    [Theory]
    [InlineData("'place', 'all'", "abcd")]
    [InlineData("'sharpest', 'all'", "bcad")]
    [InlineData("'broadest', 'all'", "dacb")]
    [InlineData("'role', 'all'", "cabd")]
    [InlineData("'place', 'previousToken'", "ab")]
    [InlineData("'place', 'sharp'", "b")]
    [InlineData("'place', 'broad'", "d")]
    public void Arranged_ByRoleOrEntropy_SortsAndFilters(string how, string names) =>
        Assert.Equal(names, ScriptModule.Evaluate<string>("inspect/head-facts", "m.arranged([{ name: 'a', role: 'previousToken', entropy: 0.6 }, { name: 'b', role: 'previousToken', entropy: 0.1 }, { name: 'c', role: 'induction', entropy: 0.4 }, { name: 'd', role: null, entropy: 0.9 }], " + how + ").map(f => f.name).join('')"));

    [Fact]
    public void FactsOf_AStepBetweenTwoKeptOnes_TakesTheRoleOfTheEarlier()
    {
        const string History = "{ steps: [10, 20], heads: [{ layer: 0, head: 0, roles: ['none', 'induction'] }] }";
        Assert.Equal("none,induction,null", ScriptModule.Evaluate<string>("inspect/head-facts",
            $"[[15, {History}], [20, {History}], [20, null]].map(([step, history]) => String(m.factsOf({{ step, weights: [[[[1], [0, 1]]]] }}, history)[0].role)).join()"));
    }

    [Theory]
    [InlineData(16, 420, 4), InlineData(144, 1340, 12), InlineData(144, 420, 12), InlineData(1, 300, 1)]
    public void PlaceTiles_AsAGrid_KeepsALayerInARowAndNothingOverlaps(int count, int width, int heads)
    {
        var placed = ScriptModule.Evaluate("inspect/thumbnails", $"(({{ tiles }}) => ({{ rows: new Set(tiles.map(t => t.y)).size, overlap: tiles.some((a, i) => tiles.some((b, j) => i < j && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)) }}))(m.placeTiles({count}, {width}, {heads}, true))");
        Assert.Equal((count / heads, false), (placed.GetProperty("rows").GetInt32(), placed.GetProperty("overlap").GetBoolean()));
    }

    [Fact]
    public void TileBeside_ArrowKeys_GoByPlace() =>
        Assert.Equal("1,4,0,8,null", ScriptModule.Evaluate<string>("inspect/thumbnails", "(({ tiles }) => [m.tileBeside(tiles, 0, 'ArrowRight'), m.tileBeside(tiles, 0, 'ArrowDown'), m.tileBeside(tiles, 0, 'ArrowUp'), m.tileBeside(tiles, 4, 'ArrowDown'), m.tileBeside(tiles, 4, 'x')].map(String).join())(m.placeTiles(16, 420, 4, true))"));

    [Fact]
    public void Shrink_OneBrightCellOfMany_IsNotLost() =>
        Assert.Equal("-1,0.9", ScriptModule.Evaluate<string>("inspect/thumbnails", "(() => { const rows = Array.from({ length: 64 }, (_, q) => new Array(q + 1).fill(0)); rows[41][3] = 0.9; const seen = []; m.shrink(rows, 8, (at, w) => { seen[at] = w; }); return [seen[7], seen[5 * 8]].map(v => +v.toFixed(3)).join(); })()"));

    [Fact]
    public void Arcs_OfATokenAndIntoAKey_AreTheVisibleWeights()
    {
        const string Weights = "[[[[1], [0.25, 0.75], [0.001, 0.5, 0.499]]]]", Heads = "[{ layer: 0, head: 0 }]";
        Assert.Equal("2-1:0.5 2-2:0.499 | 1-1:0.75 2-1:0.5", ScriptModule.Evaluate<string>("inspect/arcs",
            $"[m.arcsFrom({Weights}, {Heads}, 2), m.arcsInto({Weights}, {Heads}, 1)].map(arcs => arcs.map(a => `${{a.query}}-${{a.key}}:${{a.weight}}`).join(' ')).join(' | ')"));
    }

    [Fact]
    public void Arcs_MoreThanCanBeDrawn_AreTheStrongest() =>
        Assert.Equal("40,41,42,43,44,45,46,47,48,49", ScriptModule.Evaluate<string>("inspect/arcs", "m.arcsFrom([[[Array.from({ length: 50 }, (_, i) => (i + 1) / 50)]]], [{ layer: 0, head: 0 }], 0, 10).map(a => a.key).join()"));

    [Fact]
    public void Arcs_ManyAllAlike_AreSomeOfThem() =>
        Assert.Equal(10, ScriptModule.Evaluate<int>("inspect/arcs", "m.arcsFrom([[[new Array(50).fill(0.02)]]], [{ layer: 0, head: 0 }], 0, 10).length"));

    [Fact]
    public void Strokes_ArcsAlike_AreDrawnInOne() =>
        Assert.Equal(3, ScriptModule.Evaluate<int>("inspect/arcs", "m.strokes([{ head: 0, weight: 0.5 }, { head: 0, weight: 0.5001 }, { head: 1, weight: 0.5 }, { head: 0, weight: 0.01 }], h => h).length"));
}

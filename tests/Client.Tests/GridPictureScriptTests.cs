// The picture of all heads as vectors: every visible cell once, in its colour.
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AttentionLab.Client.Tests;

public partial class GridPictureScriptTests
{
    /// <summary>2 heads of 3 tokens: row t of the first is even, the second looks at its own token alone.</summary>
    private const string Frame = "{ step: 7, layers: 1, heads: 2, tokens: 3, firstLayer: 1, firstHead: 0, masked: true, cellsPerHead: 6, " +
        "maxima: Float32Array.of(1, 0.5, 0.25, 1, 1, 1), cells: Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 0, 255, 0, 0, 255) }";

    private static readonly XElement Drawing = XElement.Parse(ScriptModule.Evaluate<string>("grid-picture",
        $"m.gridDrawing({Frame}, {{ packed: Uint32Array.from({{ length: 256 }}, (_, i) => i), masked: 'gray', ink: 'black', panel: 'white' }})"));

    [Fact]
    public void Drawing_EvenRows_AreOneStrokeEachInTheColourOfTheRootOfTheWeight() =>
        Assert.Equal(["#ff0000 M0 0.5h1", "#b40000 M0 1.5h2", "#800000 M0 2.5h3"], Strokes(0));

    [Fact]
    public void Drawing_OwnTokenAlone_HasWeightAndZeroInAPathEach() =>
        Assert.Equal(["#ff0000 M0 0.5h1M1 1.5h1M2 2.5h1", "#000000 M0 1.5h1M0 2.5h2"], Strokes(1));

    [Fact]
    public void Drawing_AnyFrame_NamesLayersHeadsAndStep()
    {
        Assert.Equal(["head 1", "head 2", "layer 2"], Of(Drawing, "text").Select(name => name.Value));
        Assert.Equal("Attention of all heads at step 7", Of(Drawing, "title").Single().Value);
    }

    [Fact]
    public void Drawing_AnyFrame_HeadsStandBesideEachOtherInsideThePicture()
    {
        double[] lefts = [.. Heads().Select(head => double.Parse(Left().Match((string)head.Attribute("transform")!).Groups[1].Value, CultureInfo.InvariantCulture))];
        const int Side = 85 * 3; // 256 / 3 whole pixels a cell
        Assert.True(lefts[1] - lefts[0] > Side);
        Assert.True((int)Drawing.Attribute("width")! >= lefts[1] + Side);
    }

    private static IEnumerable<XElement> Of(XElement element, string name) => element.Descendants(XName.Get(name, "http://www.w3.org/2000/svg"));

    private static IEnumerable<XElement> Heads() => Of(Drawing, "g").Where(group => group.Attribute("transform") is not null);

    private static string[] Strokes(int head) => [.. Of(Heads().ElementAt(head), "path").Select(path => $"{(string)path.Attribute("stroke")!} {(string)path.Attribute("d")!}")];

    [GeneratedRegex(@"translate\((\S+) ")]
    private static partial Regex Left();
}

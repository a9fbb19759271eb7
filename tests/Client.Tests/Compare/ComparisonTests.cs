// The address of a comparison: everything reads back as it was written, and nonsense becomes the default.
using AttentionLab.Client.Controls.Compare;
using AttentionLab.Client.Controls.Curves;

namespace AttentionLab.Client.Tests.Compare;

public class ComparisonTests
{
    [Fact]
    public void ToQuery_EverythingChosen_ReadsBackAsItWas()
    {
        var view = new Comparison(["r1", "r2"], new CurveChoice("time", true, false, true, true, true), new("r1", null, 2, 3), new("r2", 250, 0, 1), "To be,\nor not & so on");
        Assert.Equal("?runs=r1,r2&axis=time&losses=raw,val&scale=log&unit=bits&a=r1,latest,2,3&b=r2,250,0,1&prompt=To%20be,%0Aor%20not%20%26%20so%20on", view.ToQuery());
        var query = System.Web.HttpUtility.ParseQueryString(view.ToQuery());
        var again = Comparison.Parse(query["runs"], query["axis"], query["losses"], query["scale"], query["unit"], query["a"], query["b"], query["prompt"]);
        Assert.Equal(view with { Runs = again.Runs }, again);
        Assert.Equal(view.Runs, again.Runs);
    }

    [Fact]
    public void ToQuery_Defaults_AreLeftOut() =>
        Assert.Equal("?runs=r1", Comparison.Parse("r1", null, null, null, null, null, null, null).ToQuery());

    [Fact]
    public void Parse_TooManyRunsSomeTwice_KeepsTheFirstEight() =>
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], Comparison.Parse("a,b,,a,c,d,e,f,g,h,i", null, null, null, null, null, null, null).Runs);

    [Theory]
    [InlineData("r1,latest,0,1", "r1", null, 0, 1)]
    [InlineData("r1,500,2,3", "r1", 500, 2, 3)]
    public void HeadAddress_Written_IsRead(string text, string run, int? step, int layer, int head) =>
        Assert.Equal(new HeadAddress(run, step, layer, head), HeadAddress.Parse(text));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("r1"), InlineData("r1,soon,0,0"), InlineData("r1,5,-1,0"), InlineData(",5,0,0"), InlineData("r1,5,0,0,0")]
    public void HeadAddress_Nonsense_IsNone(string? text) => Assert.Null(HeadAddress.Parse(text));
}

// The three averages over REST: results by hand, exact weights, what is refused.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Facts;

public class AverageTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task GetAverages_LecturesExample_GivesItsMeansInAllThreeForms()
    {
        var averages = await server.Get("/api/lessons/averages?example=true");
        Assert.Equal((3, 2), (averages.GetProperty("tokens").GetInt32(), averages.GetProperty("channels").GetInt32()));
        foreach (var form in averages.GetProperty("forms").EnumerateArray())
        {
            double[] last = [.. form.GetProperty("result")[2].EnumerateArray().Select(number => number.GetDouble())];
            Assert.Equal(14 / 3.0, last[0], 1e-5);
            Assert.Equal(16 / 3.0, last[1], 1e-5);
            Assert.True(form.GetProperty("microseconds").GetDouble() > 0);
        }
        Assert.All(averages.GetProperty("differences").EnumerateArray(), pair => Assert.InRange(pair.GetProperty("largest").GetDouble(), 0, 1e-6));
        Assert.Equal(3, averages.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task GetAverages_Weights_AreExactlyOneOverSeen()
    {
        var forms = (await server.Get("/api/lessons/averages?tokens=16&channels=1&seed=4")).GetProperty("forms");
        Assert.Equal(JsonValueKind.Null, forms[0].GetProperty("weights").ValueKind);
        for (int form = 1; form < 3; form++)
        {
            Assert.Equal(0, forms[form].GetProperty("fromEven").GetDouble());
            Assert.Equal(1f / 16, forms[form].GetProperty("weights")[15][15].GetSingle());
        }
        Assert.Equal(JsonValueKind.Null, forms[2].GetProperty("start")[0][15].ValueKind); // minus infinity
    }

    [Theory]
    [InlineData("tokens=0", "tokens", "1 to 16")]
    [InlineData("tokens=17", "tokens", "1 to 16")]
    [InlineData("channels=9", "channels", "1 to 8")]
    public async Task GetAverages_OutOfRange_IsRefusedAtTheField(string query, string field, string allowed)
    {
        using var answer = await server.Http.GetAsync($"/api/lessons/averages?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Contains(allowed, errors.GetProperty(field)[0].GetString());
    }
}

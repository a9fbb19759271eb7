// What every answer tells a browser: who may load it, what it may load and run, and what it is not told.
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public partial class AnswerHeaderTests(LabServer server) : IClassFixture<LabServer>
{
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/inspect", 200)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/css/app.css", 200)]
    [InlineData("/_framework/blazor.web.js", 200)]
    [InlineData("/api/presets", 200)]
    [InlineData("/api/runs/x", 404)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/hubs/lab", 400)]
    public async Task Get_Anything_CarriesThePolicies(string path, int status)
    {
        using var answer = await server.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"));
        Assert.Contains("default-src 'self'", Header(answer, "Content-Security-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Get_WhatIsRefused_CarriesThePoliciesToo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task Post_WhatEndsInAFault_CarriesThePoliciesToo()
    {
        using var answer = await server.Http.PostAsync("/api/runs", new StringContent("{", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task Page_InlineScripts_AllHaveTheNonceOfThisAnswerAndNoOtherMayRun()
    {
        var (policy, page) = await Page(server, "/");
        string nonce = Nonce().Match(policy["script-src"]).Groups["nonce"].Value;
        Assert.True(Convert.FromBase64String(nonce).Length >= 16);
        Assert.DoesNotContain("'unsafe-inline'", policy["script-src"]);
        Assert.DoesNotContain("'unsafe-eval'", policy["script-src"]);
        Assert.Equal("'none'", policy["object-src"]);
        Assert.Equal("'self'", policy["base-uri"]);
        Assert.Equal("'self'", policy["form-action"]);
        var inline = Script().Matches(page).Select(match => match.Groups["attributes"].Value).Where(attributes => !attributes.Contains("src=")).ToList();
        Assert.True(inline.Count >= 2);
        Assert.All(inline, attributes => Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(attributes)));

        var (second, _) = await Page(server, "/");
        Assert.NotEqual(policy["script-src"], second["script-src"]);
    }

    [Fact]
    public async Task Page_OfALabThatMayBeEmbedded_NamesTheSitesOnce()
    {
        var (alone, _) = await Page(server, "/inspect");
        Assert.Equal("'self'", alone["frame-ancestors"]);
        using var embedded = new LabServer(null, ("Lab:EmbedIn", "https://blog.example https://two.example"));
        var (policy, _) = await Page(embedded, "/inspect");
        Assert.Equal("'self' https://blog.example https://two.example", policy["frame-ancestors"]);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";

    /// <summary>A page with its content security policy by directive.</summary>
    private static async Task<(IReadOnlyDictionary<string, string> Policy, string Page)> Page(LabServer lab, string path)
    {
        using var answer = await lab.Http.GetAsync(path);
        var policy = Header(answer, "Content-Security-Policy").Split("; ").Select(directive => directive.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        return (policy, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script(?<attributes>[^>]*)>")]
    private static partial Regex Script();
}

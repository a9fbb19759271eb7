// Names under which the lab answers: a foreign one that leads to this machine opens nothing.
using System.Net;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class OwnNameTests(LabServer server) : IClassFixture<LabServer>
{
    [Theory]
    [InlineData("other.example")]
    [InlineData("other.example:5080")]
    [InlineData("localhost.other.example")]
    [InlineData("notlocalhost")]
    [InlineData("192.0.2.1")]
    [InlineData("127.0.0.1.other.example")]
    public async Task Loopback_ForeignName_IsRefused(string host)
    {
        foreach (string path in new[] { "/", "/api/runs", "/healthz", "/css/app.css", "/hubs/lab", "/_blazor" })
            Assert.Equal(HttpStatusCode.BadRequest, await Status(server, path, host));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { Host = host } };
        using var answer = await server.Http.SendAsync(request);
        var problem = await Problem.Of(answer);
        Assert.Contains($"'{host.Split(':')[0]}'", problem.Detail);
        Assert.Contains("localhost, 127.0.0.1, [::1] and *.localhost", problem.Detail);
        Assert.Contains("Lab:PublicOrigin", problem.Detail);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:80")]
    [InlineData("lab.localhost:5080")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:5080")]
    public async Task Loopback_LoopbackName_IsAnswered(string host) => Assert.Equal(HttpStatusCode.OK, await Status(server, "/api/runs", host));

    [Fact]
    public async Task Loopback_NameOfThePublicOrigin_IsAnswered()
    {
        using var proxied = new LabServer(null, ("Lab:PublicOrigin", "https://lab.example"));
        Assert.Equal(HttpStatusCode.OK, await Status(proxied, "/api/runs", "lab.example"));
        Assert.Equal(HttpStatusCode.OK, await Status(proxied, "/api/runs", "localhost"));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(proxied, "/api/runs", "other.example"));
    }

    [Fact]
    public async Task EveryAddress_AnyName_IsAnsweredUnlessAllowedHostsNamesSome()
    {
        using var folder = new TempFolder();
        using (var open = await ServerProcess.Start(folder.Path, "--urls", "http://0.0.0.0:0"))
            Assert.Equal(HttpStatusCode.OK, await Status(open, "my-machine"));
        using var named = await ServerProcess.Start(folder.Path, "--urls", "http://0.0.0.0:0", "--AllowedHosts", "my-machine;*.lab.example");
        Assert.Equal(HttpStatusCode.OK, await Status(named, "my-machine:5080"));
        Assert.Equal(HttpStatusCode.OK, await Status(named, "one.lab.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(named, "other.example"));
    }

    private static Task<HttpStatusCode> Status(LabServer lab, string path, string host) => Status(lab.Http, path, host);

    /// <summary>Reached through loopback, though it listens everywhere.</summary>
    private static Task<HttpStatusCode> Status(ServerProcess lab, string host) => Status(lab.Http, $"http://127.0.0.1:{lab.Http.BaseAddress!.Port}/api/runs", host);

    private static async Task<HttpStatusCode> Status(HttpClient http, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}

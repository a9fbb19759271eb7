// What a page of another site can do through a visitor's browser: lead to the lab's pages, and nothing else.
using System.Net;
using System.Net.WebSockets;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class CrossSiteTests(LabServer server) : IClassFixture<LabServer>
{
    private const string PublicOrigin = "https://lab.example", Blog = "https://blog.example";

    [Theory]
    [InlineData("/hubs/lab", "https://other.example")]
    [InlineData("/hubs/lab", "http://127.0.0.1:1")]
    [InlineData("/hubs/lab", "null")]
    [InlineData("/_blazor", "https://other.example")]
    [InlineData("/_blazor", "http://127.0.0.1:1")]
    [InlineData("/_blazor", "null")]
    public async Task WebSocket_FromAnotherOrigin_IsForbidden(string path, string origin)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await Open(server, path, ("Origin", origin)));
        Assert.Equal(HttpStatusCode.Forbidden, await Open(server, path, ("Origin", origin), ("Sec-Fetch-Site", "same-origin")));
    }

    [Theory]
    [InlineData("/hubs/lab")]
    [InlineData("/_blazor")]
    public async Task WebSocket_FromTheLabsPageOrAProgram_IsOpened(string path)
    {
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Open(server, path, ("Origin", Own(server))));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Open(server, path));
    }

    [Fact]
    public async Task WebSocket_WithoutOriginFromAnotherSite_IsForbidden() =>
        Assert.Equal(HttpStatusCode.Forbidden, await Open(server, "/hubs/lab", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")));

    [Theory]
    [InlineData("/hubs/lab")]
    [InlineData("/_blazor")]
    public async Task WebSocket_OverHttp2_IsHeldToItsOriginToo(string path)
    {
        using var second = new LabServer(null, ("Kestrel:EndpointDefaults:Protocols", "Http2"));
        Assert.Equal(HttpStatusCode.Forbidden, await OpenOverHttp2(second, path, "https://other.example"));
        Assert.Equal(HttpStatusCode.OK, await OpenOverHttp2(second, path, Own(second)));
    }

    [Theory]
    [InlineData("POST", "/api/runs/x/stop")]
    [InlineData("PATCH", "/api/runs/x")]
    [InlineData("DELETE", "/api/runs/x")]
    [InlineData("POST", "/hubs/lab/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("GET", "/_blazor?id=x")]
    [InlineData("GET", "/hubs/lab?id=x")]
    [InlineData("POST", "/")]
    public async Task Change_FromAnotherOrigin_IsForbidden(string method, string path)
    {
        foreach (string origin in new[] { "https://other.example", "http://127.0.0.1:1", "null", "", Own(server) + ".other.example", Own(server).Replace("http:", "https:") })
            foreach (string site in new[] { "same-origin", "none" })
                Assert.Equal(HttpStatusCode.Forbidden, await Status(server, method, path, ("Origin", origin), ("Sec-Fetch-Site", site)));
        Assert.NotEqual(HttpStatusCode.Forbidden, await Status(server, method, path, ("Origin", Own(server)), ("Sec-Fetch-Site", "same-origin")));
        Assert.NotEqual(HttpStatusCode.Forbidden, await Status(server, method, path));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Change_WithoutOriginFromAnotherSite_IsForbidden(string site) =>
        Assert.Equal(HttpStatusCode.Forbidden, await Status(server, "POST", "/api/runs/x/stop", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")));

    [Fact]
    public async Task Change_FromAnotherOrigin_SaysWhatCameAndWhatIsAllowed()
    {
        using var request = Request("POST", "/api/runs/x/stop", ("Origin", "https://other.example"));
        using var answer = await server.Http.SendAsync(request);
        var problem = await Problem.Of(answer);
        Assert.Contains("https://other.example", problem.Detail);
        Assert.Contains(Own(server), problem.Detail);
        Assert.Contains("Lab:PublicOrigin", problem.Detail);
    }

    [Fact]
    public async Task Change_BehindAProxy_MustComeFromThePublicOrigin()
    {
        using var proxied = new LabServer(null, ("Lab:PublicOrigin", PublicOrigin));
        Assert.Equal(HttpStatusCode.NotFound, await Status(proxied, "POST", "/api/runs/x/stop", ("Origin", PublicOrigin)));
        Assert.Equal(HttpStatusCode.NotFound, await Status(proxied, "POST", "/api/runs/x/stop", ("Origin", PublicOrigin), ("Host", "lab.example")));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Open(proxied, "/hubs/lab", ("Origin", PublicOrigin)));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(proxied, "POST", "/api/runs/x/stop", ("Origin", Own(proxied))));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(proxied, "POST", "/api/runs/x/stop", ("Origin", PublicOrigin + ":8443")));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Get_FromAnotherSite_IsForbiddenButForNavigationsToPages(string site)
    {
        foreach (string path in new[] { "/api/runs", "/api/presets", "/openapi/v1.json", "/healthz", "/css/app.css", "/", "/runs" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await Status(server, "GET", path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "script")));
            Assert.Equal(HttpStatusCode.Forbidden, await Status(server, "GET", path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty")));
            Assert.Equal(HttpStatusCode.Forbidden, await Status(server, "GET", path, ("Sec-Fetch-Site", site)));
        }
        foreach (string page in new[] { "/", "/runs", "/inspect?embed=1" })
        {
            Assert.Equal(HttpStatusCode.OK, await Navigate(server, page, site, "document"));
            foreach (string place in new[] { "iframe", "frame", "object", "embed" }) Assert.Equal(HttpStatusCode.Forbidden, await Navigate(server, page, site, place));
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Navigate(server, "/api/presets", site, "document"));
    }

    [Fact]
    public async Task Get_FrameOfASiteThatMayEmbed_IsServed()
    {
        using var embedded = new LabServer(null, ("Lab:EmbedIn", Blog));
        Assert.Equal(HttpStatusCode.OK, await Navigate(embedded, "/inspect?embed=1", "cross-site", "iframe"));
        Assert.Equal(HttpStatusCode.Forbidden, await Navigate(embedded, "/inspect?embed=1", "cross-site", "object"));
        Assert.Equal(HttpStatusCode.Forbidden, await Navigate(embedded, "/api/presets", "cross-site", "iframe"));
    }

    [Fact]
    public async Task Get_OfTheLabsPageOrAProgram_IsServed()
    {
        foreach (string path in new[] { "/api/runs", "/openapi/v1.json", "/healthz", "/css/app.css", "/" })
        {
            Assert.Equal(HttpStatusCode.OK, await Status(server, "GET", path));
            Assert.Equal(HttpStatusCode.OK, await Status(server, "GET", path, ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty")));
            Assert.Equal(HttpStatusCode.OK, await Status(server, "GET", path, ("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")));
        }
    }

    [Fact]
    public async Task Preflight_OfAnotherOrigin_AllowsNothing()
    {
        using var request = Request("OPTIONS", "/api/runs", ("Origin", "https://other.example"), ("Access-Control-Request-Method", "DELETE"));
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static string Own(LabServer lab) => lab.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private static HttpRequestMessage Request(string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new(method), path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static async Task<HttpStatusCode> Status(LabServer lab, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, headers);
        using var answer = await lab.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<HttpStatusCode> Navigate(LabServer lab, string path, string site, string place) =>
        Status(lab, "GET", path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", place));

    /// <summary>What a WebSocket's opening is answered with.</summary>
    private static async Task<HttpStatusCode> Open(LabServer lab, string path, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        return await Answer(socket, lab, path, null);
    }

    private static async Task<HttpStatusCode> OpenOverHttp2(LabServer lab, string path, string origin)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.SetRequestHeader("Origin", origin);
        return await Answer(socket, lab, path, http);
    }

    private static async Task<HttpStatusCode> Answer(ClientWebSocket socket, LabServer lab, string path, HttpMessageInvoker? http)
    {
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new Uri(new UriBuilder(lab.Http.BaseAddress!) { Scheme = "ws" }.Uri, path), http, default).WaitAsync(LabServer.Patience);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            Assert.NotEqual(WebSocketState.Open, socket.State);
        }
        return socket.HttpStatusCode;
    }
}

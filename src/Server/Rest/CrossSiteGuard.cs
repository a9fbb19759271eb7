// Keeps other web sites from reading and commanding the lab through a visitor's browser.
using AttentionLab.Server.Setup;
using Microsoft.Net.Http.Headers;

namespace AttentionLab.Server.Rest;

/// <summary>Browsers say where a request comes from; programs say nothing and may do anything. Comes after UseWebSockets, which tells what is a WebSocket in HTTP/1.1 and 2.</summary>
public sealed class CrossSiteGuard(RequestDelegate next, OwnAddress own, LabOptions options)
{
    private static readonly PathString Api = "/api", Hubs = "/hubs", Circuits = "/_blazor";

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (!own.AnswersTo(host))
            return Refuse(context, StatusCodes.Status400BadRequest, $"The lab is not known as '{host.Host}': it listens on this machine alone and answers to localhost, 127.0.0.1, [::1] and *.localhost. Behind a proxy, set Lab:PublicOrigin to the address that browsers use.");
        return Objection(context) is { } objection ? Refuse(context, StatusCodes.Status403Forbidden, objection) : next(context);
    }

    private string? Objection(HttpContext context)
    {
        var request = context.Request;
        bool connects = context.WebSockets.IsWebSocketRequest || request.Path.StartsWithSegments(Hubs) || request.Path.StartsWithSegments(Circuits);
        bool reads = !connects && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        if (!reads && request.Headers.TryGetValue(HeaderNames.Origin, out var sent))
        {
            string origin = sent.ToString();
            return origin == own.Origin(request) ? null
                : $"This comes from a page of '{origin}', and the lab's own are at {own.Origin(request)}; open one of those instead. Behind a proxy, set Lab:PublicOrigin to the address that browsers use.";
        }
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("cross-site" or "same-site") || (reads && OpensPage(request))) return null;
        return $"A page of another site asks for this (Sec-Fetch-Site: {site}), and may only lead to the lab's pages; open one of those instead.";
    }

    /// <summary>A link to a page, or a frame around it on a site that Lab:EmbedIn may name; the content security policy says which.</summary>
    private bool OpensPage(HttpRequest request) =>
        !request.Path.StartsWithSegments(Api) && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && (request.Headers["Sec-Fetch-Dest"] == "document" || (options.EmbedIn.Length > 0 && request.Headers["Sec-Fetch-Dest"] == "iframe"));

    private static Task Refuse(HttpContext context, int status, string detail) => Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}

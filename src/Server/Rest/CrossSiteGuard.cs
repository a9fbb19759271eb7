// Keeps other web sites from giving commands through a visitor's browser.
namespace AttentionLab.Server.Rest;

public static class CrossSiteGuard
{
    /// <summary>Browsers say where a request comes from; programs say nothing and may do anything.</summary>
    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        bool changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method);
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site" && (changes || context.WebSockets.IsWebSocketRequest))
        {
            await Results.Problem("This comes from another web site; open the lab's own page instead.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }
        await next(context);
    }
}

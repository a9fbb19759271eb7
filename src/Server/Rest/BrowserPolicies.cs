// What every answer tells a browser: who may load it, what it may run and use, and whom it tells that it was there.
using System.Security.Cryptography;
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Rest;

public sealed class BrowserPolicies(RequestDelegate next, LabOptions options)
{
    private static readonly object NonceKey = new();

    private readonly string _frameAncestors = $"frame-ancestors 'self' {options.EmbedIn}".TrimEnd();

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() => // so that what answers a fault has them too
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy(context);
            headers.XContentTypeOptions = "nosniff";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()";
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>What an inline script of this answer has to carry to be run: 16 random bytes in base64.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items.TryGetValue(NonceKey, out var known)) return (string)known!;
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    // Styles may stand inline: sizes and colours that are data are set where they are drawn.
    private string Policy(HttpContext context)
    {
        string scripts = context.Items.ContainsKey(NonceKey) ? $"script-src 'self' 'nonce-{Nonce(context)}'" : "script-src 'self'";
        return $"default-src 'self'; {scripts}; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; {_frameAncestors}";
    }
}

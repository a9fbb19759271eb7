// Under which names the lab answers, and which origin its own pages have.
using System.Net;
using AttentionLab.Server.Setup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AttentionLab.Server.Rest;

public sealed class OwnAddress(LabOptions options, IServer server)
{
    private readonly string? _publicName = options.PublicOrigin is { } origin ? new Uri(origin).IdnHost : null;

    /// <summary>
    /// While only this machine can reach the lab, a name is its own where it cannot lead elsewhere, or where it was set:
    /// a foreign one that leads here is another site's. Else ASP.NET's AllowedHosts decides. Programs that name none are answered.
    /// </summary>
    public bool AnswersTo(HostString host) =>
        !host.HasValue || IsLoopback(host.Host) || host.Host.Trim('[', ']').Equals(_publicName, StringComparison.OrdinalIgnoreCase) || !IsBoundToLoopbackOnly;

    /// <summary>Scheme, name and port as browsers send them in Origin: Lab:PublicOrigin, else what the request names; null where that is no address.</summary>
    public string? Origin(HttpRequest request) =>
        options.PublicOrigin ?? (Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var address) ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null);

    /// <summary>Asked for anew each time: a server with several addresses answers at the first before it has the last.</summary>
    private bool IsBoundToLoopbackOnly =>
        server.Features.Get<IServerAddressesFeature>() is not { } bound || bound.Addresses.All(address => IsLoopback(BindingAddress.Parse(address).Host));

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
}

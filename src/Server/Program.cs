// Composition of the lab: what is registered and what is mapped, nothing else.
using AttentionLab.Client.Layout;
using AttentionLab.Server;
using AttentionLab.Server.Setup;

return LabHost.Run(() =>
{
    var beside = AppContext.BaseDirectory;
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(beside, "wwwroot")) ? beside : null,
    });
    builder.WebHost.UseStaticWebAssets();
    if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://localhost:5080"); // --urls and ASPNETCORE_URLS win
    builder.Services.AddRazorComponents().AddInteractiveServerComponents()
        .AddHubOptions(options => options.MaximumReceiveMessageSize = LabServices.LargestMessage);
    builder.Services.AddPages();
    builder.Services.AddLab();

    var app = builder.Build();
    app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true); // a wrong address is answered with a page; the API answers its own
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapLab();
    app.MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null) // Rest/BrowserPolicies.cs says who may frame a page
        .AddAdditionalAssemblies(typeof(AttentionLab.Client.Routes).Assembly);
    return app;
});

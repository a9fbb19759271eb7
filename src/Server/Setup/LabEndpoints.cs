// Where everything of the lab is reached: REST, the hub, health, the API's description.
using AttentionLab.Server.Circuits;
using AttentionLab.Server.Exchange;
using AttentionLab.Server.Live;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Setup;

public static class LabEndpoints
{
    /// <exception cref="LabStartException">The configuration or the data folder is not fit to start with.</exception>
    public static WebApplication MapLab(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<DataFolder>();
        _ = app.Services.GetRequiredService<RunStore>();
        var engines = app.Services.GetRequiredService<EngineShelf>();

        app.Use((context, next) =>
        {
            context.Response.OnCompleted(() => IsPage(context) ? LoadAfterFirstPage(engines) : Task.CompletedTask);
            return next(context);
        });

        app.UseWebSockets();
        app.UseMiddleware<BrowserPolicies>();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseWhen(IsProgrammatic, surface =>
        {
            surface.UseExceptionHandler();
            surface.UseStatusCodePages();
        });

        app.UseWhen(context => context.Request.Path.StartsWithSegments($"/api/runs/{RunInfo.RecordingId}"), recording => recording.UseResponseCompression());

        var api = app.MapGroup("/api");
        api.MapCatalog();
        api.MapRuns();
        api.MapFiles();
        api.MapRaces();
        api.MapRecords();
        api.MapModels();
        api.MapCircuits();
        api.MapFacts();
        api.MapExports();
        api.MapImports();
        app.MapHealth();
        app.MapOpenApi();
        app.MapHub<LabHub>(LabHub.Path);
        return app;
    }

    private static bool IsPage(HttpContext context) => context.Response is { StatusCode: StatusCodes.Status200OK, ContentType: { } type } && type.StartsWith("text/html", StringComparison.Ordinal);

    private static Task LoadAfterFirstPage(EngineShelf engines)
    {
        engines.LoadInBackground();
        return Task.CompletedTask;
    }

    private static bool IsProgrammatic(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/hubs");
}

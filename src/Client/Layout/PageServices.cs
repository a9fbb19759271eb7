// What the pages need from whoever hosts them, the lab's own services apart.
using AttentionLab.Client.Controls.Runs;
using AttentionLab.Client.Interop;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace AttentionLab.Client.Layout;

public static class PageServices
{
    /// <summary>MudBlazor, the door to a new run, what a tab keeps, and what was deleted since the page was opened.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddMudServices(LabTheme.Snackbars);
        services.AddScoped<NewRunDoor>();
        services.AddScoped<TabStorage>();
        services.AddScoped<DeletionUndo>();
        return services;
    }
}

// A part of the shell whose links take a run along: the one in the address, else the current one.
using AttentionLab.Client.Controls.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace AttentionLab.Client.Layout;

public abstract class RunFollower : RunListener
{
    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Null where there is none at all.</summary>
    protected string? RunId { get; private set; }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Navigation.LocationChanged += Moved;
        Look();
    }

    protected override bool OnRunChanged(RunInfo run)
    {
        string? before = RunId;
        Look();
        return before != RunId;
    }

    protected override void OnRunDeleted(string id) => Look();

    private void Look()
    {
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query);
        RunId = ((query["run"] is { Length: > 0 } id ? Lab.Find(id) : null) ?? RunWords.Current(Lab.Runs))?.Id;
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });

    public override void Dispose()
    {
        base.Dispose();
        Navigation.LocationChanged -= Moved;
        GC.SuppressFinalize(this);
    }
}

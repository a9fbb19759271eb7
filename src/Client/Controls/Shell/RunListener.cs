// A component that is told when runs or engines change.
using Microsoft.AspNetCore.Components;

namespace AttentionLab.Client.Controls.Shell;

/// <summary>Listens to the lab for as long as it lives. The lab tells of progress at most twice a second.</summary>
public abstract class RunListener : ComponentBase, IDisposable
{
    [Inject] protected ILab Lab { get; set; } = null!;

    protected override void OnInitialized()
    {
        Lab.RunChanged += Changed;
        Lab.RunDeleted += Deleted;
        Lab.EnginesChanged += EnginesChanged;
    }

    /// <summary>A run changed; on the component's own context. Answers whether to render.</summary>
    protected virtual bool OnRunChanged(RunInfo run) => true;

    /// <summary>A run was deleted; on the component's own context.</summary>
    protected virtual void OnRunDeleted(string id)
    {
    }

    /// <summary>An engine was loaded or timed; on the component's own context.</summary>
    protected virtual void OnEnginesChanged()
    {
    }

    private void Changed(RunInfo run) => _ = InvokeAsync(() =>
    {
        if (OnRunChanged(run)) StateHasChanged();
    });

    private void Deleted(string id) => _ = InvokeAsync(() =>
    {
        OnRunDeleted(id);
        StateHasChanged();
    });

    private void EnginesChanged() => _ = InvokeAsync(() =>
    {
        OnEnginesChanged();
        StateHasChanged();
    });

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        Lab.RunChanged -= Changed;
        Lab.RunDeleted -= Deleted;
        Lab.EnginesChanged -= EnginesChanged;
    }
}

// Says what was deleted and offers it back: one message for everything that was deleted since it opened.
using AttentionLab.Client.Controls.Shell;
using MudBlazor;

namespace AttentionLab.Client.Controls.Runs;

/// <summary>One for each page.</summary>
public sealed class DeletionUndo(ISnackbar messages, IRunFiles files)
{
    private const string Key = "deleted";

    private readonly List<RunInfo> _gone = [];

    /// <param name="gone">What was deleted just now.</param>
    /// <param name="changed">Called after it was brought back.</param>
    public void Tell(IReadOnlyList<RunInfo> gone, Func<Task> changed)
    {
        _gone.AddRange(gone);
        messages.RemoveByKey(Key);
        messages.Add(_gone.Count == 1 ? $"“{_gone[0].Name}” was deleted." : $"{NumberText.Count(_gone.Count)} runs were deleted.", Severity.Normal, bar =>
        {
            bar.Action = "Undo";
            bar.ActionColor = Color.Primary;
            bar.RequireInteraction = true;
            bar.OnClick = _ => Undo(changed);
            bar.CloseButtonClickFunc = _ =>
            {
                _gone.Clear();
                return Task.CompletedTask;
            };
        }, Key);
    }

    private async Task Undo(Func<Task> changed)
    {
        RunInfo[] back = [.. _gone];
        _gone.Clear();
        foreach (var run in back.Where(run => files.Deleted.Any(each => each.Id == run.Id))) // others were brought back, or removed for good, by hand
        {
            try
            {
                await files.Restore(run.Id);
            }
            catch (LabException refusal)
            {
                messages.Add($"“{run.Name}” could not be brought back: {refusal.Message}", Severity.Error);
            }
        }
        await changed();
    }
}

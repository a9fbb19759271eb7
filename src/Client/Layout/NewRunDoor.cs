// Opens the drawer of a new run from wherever one is asked for, and takes what was built in it to the form of a race.
using AttentionLab.Client.Controls.Train;

namespace AttentionLab.Client.Layout;

/// <summary>What a new run begins with; null takes the lab's default.</summary>
/// <param name="Without">Ingredients that are switched off, with commas between.</param>
/// <param name="Built">Whether the builder is opened at once.</param>
public sealed record NewRunStart(string? Preset = null, string? Corpus = null, string? Without = null, bool Built = false);

/// <summary>One for each page.</summary>
public sealed class NewRunDoor
{
    public event Action<NewRunStart>? Opened;

    /// <summary>The drawer was closed and nothing was started: who goes on with the keyboard is at the door again.</summary>
    public event Action? Closed;

    /// <summary>A model is to race against the preset it was built on.</summary>
    public event Action<NewRunDraft>? Raced;

    /// <summary>The last model that was to race and does not yet; null when there is none.</summary>
    public NewRunDraft? Racer { get; set; }

    public void Open(NewRunStart? start = null) => Opened?.Invoke(start ?? new());

    public void Close() => Closed?.Invoke();

    public void Race(NewRunDraft built)
    {
        Racer = built.With(_ => { });
        Raced?.Invoke(Racer);
    }
}

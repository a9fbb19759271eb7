// Opens the drawer of a new run from wherever one is asked for.
namespace AttentionLab.Client.Layout;

/// <summary>What a new run begins with; null takes the lab's default.</summary>
/// <param name="Without">Ingredients that are switched off, with commas between.</param>
/// <param name="Built">Whether the builder is opened at once.</param>
public sealed record NewRunStart(string? Preset = null, string? Corpus = null, string? Without = null, bool Built = false);

/// <summary>One for each page.</summary>
public sealed class NewRunDoor
{
    public event Action<NewRunStart>? Opened;

    public void Open(NewRunStart? start = null) => Opened?.Invoke(start ?? new());
}

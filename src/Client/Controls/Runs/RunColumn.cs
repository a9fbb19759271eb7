// The columns that the list of runs can show; which of them are shown is remembered by the browser.
namespace AttentionLab.Client.Controls.Runs;

/// <param name="Key">In the document's data-columns and in classes; its order, too, where it has one.</param>
/// <param name="Usual">Whether it is shown unless somebody chose otherwise; RunGrid.razor.css says so once more.</param>
public sealed record RunColumn(string Key, string Title, bool Usual)
{
    public static IReadOnlyList<RunColumn> All { get; } =
    [
        new("status", "State", true), new("trainLoss", "Training loss", true), new("valLoss", "Validation loss", true), new("step", "Step", true), new("model", "Model and text", true),
        new("created", "When", true), new("parameters", "Parameters", false), new("engine", "Engine", false), new("bytes", "On disk", false),
    ];

    /// <summary>Orders that the list can have, for whoever sees no heads of columns.</summary>
    public static IReadOnlyList<(string Order, string Title)> Orders { get; } =
    [
        ("-created", "Newest first"), ("created", "Oldest first"), ("name", "Name"), ("valLoss", "Lowest validation loss"), ("-valLoss", "Highest validation loss"), ("trainLoss", "Lowest training loss"), ("-trainLoss", "Highest training loss"),
        ("-step", "Most steps"), ("step", "Fewest steps"), ("-bytes", "Largest on disk"), ("bytes", "Smallest on disk"), ("-parameters", "Most parameters"), ("parameters", "Fewest parameters"), ("status", "State"), ("-status", "State, backwards"), ("-name", "Name, backwards"),
    ];
}

// The pages of the lab as its navigation names them.
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AttentionLab.Client.Layout;

/// <param name="Path">Address, relative to the lab's.</param>
/// <param name="OfRun">Whether it shows one run, which is then taken along.</param>
/// <param name="Also">Beginnings of addresses that belong to it, too.</param>
public sealed record LabPage(string Path, string Title, string Icon, bool OfRun, params string[] Also)
{
    public static IReadOnlyList<LabPage> All { get; } =
    [
        new("", "Train", Icons.Material.Outlined.PlayCircle, true),
        new("inspect", "Inspect", Icons.Material.Outlined.Search, true),
        new("generate", "Generate", Icons.Material.Outlined.EditNote, true),
        new("runs", "Runs", Icons.Material.Outlined.FormatListBulleted, false, "race", "compare"),
        new("learn", "Learn", Icons.Material.Outlined.School, false),
    ];

    public string Href(string? run) => OfRun && run is not null ? $"{Path}?run={run}" : Path;

    /// <summary>What aria-current says: page, true for a page below or beside it, or nothing.</summary>
    public string? Current(NavigationManager navigation)
    {
        string here = navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0].TrimEnd('/');
        if (here == Path) return "page";
        return Path.Length > 0 && here.StartsWith($"{Path}/", StringComparison.Ordinal) || Also.Contains(here.Split('/')[0]) ? "true" : null;
    }
}

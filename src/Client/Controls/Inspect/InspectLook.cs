// What the Inspect script looks at, as far as the controls around it show it, and what they ask of it.
namespace AttentionLab.Client.Controls.Inspect;

/// <param name="Step">The kept step that was chosen; null is the newest.</param>
/// <param name="At">The step that answered; null before the first answer.</param>
/// <param name="Follow">Whether the newest weights are asked for again while the run trains.</param>
/// <param name="View">all, model, head or matrix.</param>
/// <param name="Arcs">Whether the arcs stand beside heads and matrix.</param>
/// <param name="Tab">Name of the open tab; null is the first.</param>
/// <param name="Attends">Whether there are weights to show.</param>
public sealed record InspectLook(string Run, int? Step, int? At, bool Follow, string View, bool Arcs, string? Tab, bool Attends);

/// <summary>How the heads are laid out.</summary>
/// <param name="Order">place, role, sharpest or broadest.</param>
/// <param name="Filter">all, a role, sharp or broad.</param>
/// <param name="ByRow">The asking token's rows in place of whole matrices.</param>
public sealed record HeadArrangement(string Order, string Filter, bool ByRow)
{
    public static readonly HeadArrangement Plain = new("place", "all", false);
}

/// <summary>One thing to do; the script knows each by its kind.</summary>
public sealed record InspectWish(string Kind)
{
    public int? Step { get; init; }
    public bool? On { get; init; }
    public bool? Shown { get; init; }
    public string? View { get; init; }
    public string? Tab { get; init; }
    public string? File { get; init; }
    public HeadArrangement? Arrange { get; init; }
}

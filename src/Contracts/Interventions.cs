// What a request may change in one forward pass.
using System.ComponentModel.DataAnnotations;

namespace AttentionLab.Contracts;

/// <summary>Layers, heads and tokens count from 0; tokens are those that the model sees, not those dropped before them.</summary>
public sealed record InterventionsRequest
{
    public IReadOnlyList<KnockoutChoice?>? Heads { get; init; }
    public IReadOnlyList<CellChoice?>? Cells { get; init; }
    public IReadOnlyList<TokenChange?>? Tokens { get; init; }

    /// <summary>Every token sees the later ones, too.</summary>
    public bool? LiftMask { get; init; }

    /// <summary>Affinities are not divided by sqrt(D).</summary>
    public bool? DropScale { get; init; }
}

/// <summary>A head whose output is replaced.</summary>
public sealed record KnockoutChoice
{
    public int? Layer { get; init; }
    public int? Head { get; init; }

    /// <summary><c>zero</c> (also when left out), or <c>mean</c>: the mean of its outputs over all positions.</summary>
    [AllowedValues("zero", "mean")]
    public string? By { get; init; }
}

/// <summary>A cell of a head's matrix.</summary>
public sealed record CellChoice
{
    public int? Layer { get; init; }
    public int? Head { get; init; }
    public int? Query { get; init; }
    public int? Key { get; init; }

    /// <summary><c>forbid</c>, <c>force</c> or <c>scale</c>.</summary>
    [AllowedValues("forbid", "force", "scale")]
    public string? Set { get; init; }

    /// <summary>Of scale: what the weight is multiplied by before the row is brought back to the sum 1.</summary>
    public double? Factor { get; init; }
}

/// <summary>A token that is read as another; by its id, or by a text that is one token.</summary>
public sealed record TokenChange
{
    public int? Position { get; init; }
    public int? Id { get; init; }
    public string? Text { get; init; }
}

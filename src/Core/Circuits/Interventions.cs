// What somebody changes in one forward pass, to see what depends on it.
namespace AttentionLab.Core;

/// <summary>What a knocked-out head hands on instead of its own output.</summary>
public enum KnockoutKind
{
    /// <summary>Nothing: zeros.</summary>
    Zero,

    /// <summary>The mean of its outputs over all positions of the text, the same for every token.</summary>
    Mean,
}

/// <param name="Layer">Counted from 0, as the head.</param>
public sealed record HeadKnockout(int Layer, int Head, KnockoutKind Kind);

/// <summary>What happens to one cell of a head's matrix.</summary>
public enum CellEditKind
{
    /// <summary>Weight 0; the rest of the row keeps its proportions and sums to 1.</summary>
    Forbid,

    /// <summary>Weight 1, all others of the row 0, whatever else is changed of them. Several forced cells of a row share it as their affinities say.</summary>
    Force,

    /// <summary>The weight times a factor, then the row is brought back to the sum 1: the logarithm of the factor is added to the affinity.</summary>
    Scale,
}

/// <param name="Query">Position of the token that looks.</param>
/// <param name="Key">Position of the token that is looked at.</param>
/// <param name="Factor">Of <see cref="CellEditKind.Scale"/>; above 0.</param>
public sealed record CellEdit(int Layer, int Head, int Query, int Key, CellEditKind Kind, double Factor = 1);

/// <param name="Id">The token that is read there instead.</param>
public sealed record TokenReplacement(int Position, int Id);

/// <remarks>
/// Every change of a cell is a number added to its affinity before the softmax: minus infinity, or the logarithm of a factor.
/// Where a head is also knocked out, that comes last. What follows a change is computed from it, in all later layers.
/// </remarks>
public sealed record Interventions
{
    public const int MostCells = 400, MostHeads = ModelLimits.Layers * ModelLimits.Heads, MostTokens = ModelLimits.Context;
    public const double LargestFactor = 1e6;

    public static readonly Interventions None = new();

    public IReadOnlyList<HeadKnockout> Heads { get; init; } = [];

    public IReadOnlyList<CellEdit> Cells { get; init; } = [];

    public IReadOnlyList<TokenReplacement> Tokens { get; init; } = [];

    /// <summary>Every token sees the later ones, too.</summary>
    public bool LiftMask { get; init; }

    /// <summary>Affinities are not divided by sqrt(D).</summary>
    public bool DropScale { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => Heads.Count + Cells.Count + Tokens.Count + (LiftMask ? 1 : 0) + (DropScale ? 1 : 0);

    /// <summary>The model as it is under these.</summary>
    public GptConfig Of(GptConfig config) => config with { Mask = config.Mask && !LiftMask, Scale = config.Scale && !DropScale };

    /// <summary>The text as it is read under these; a copy.</summary>
    public int[] Of(ReadOnlySpan<int> tokens)
    {
        int[] read = tokens.ToArray();
        foreach (var replacement in Tokens) read[replacement.Position] = replacement.Id;
        return read;
    }
}

// Two attention captures of one text, and what is different between them.
namespace AttentionLab.Contracts;

/// <summary>Which weights can be looked at beside a run's newest.</summary>
public interface IKeptWeights
{
    /// <summary>Steps of a run whose weights are kept, rising; empty when there is no such run.</summary>
    IReadOnlyList<int> StepsOf(string run);
}

/// <summary>Which two heads to subtract.</summary>
public sealed record DifferenceRequest
{
    public CaptureChoice? A { get; init; }
    public CaptureChoice? B { get; init; }

    /// <summary>The text that both look at; A's probe text when left out.</summary>
    public string? Prompt { get; init; }
}

/// <summary>A head of a run at a step.</summary>
public sealed record CaptureChoice
{
    /// <summary>Id of the run.</summary>
    public string? Run { get; init; }

    /// <summary>A step whose weights are kept; the newest when left out.</summary>
    public int? Step { get; init; }

    /// <summary>Counted from 0, as the head; 0 when left out.</summary>
    public int? Layer { get; init; }
    public int? Head { get; init; }
}

/// <summary>A minus B. T = tokens; every number is float32 as computed by the models, nothing is read back from 8 bits.</summary>
public sealed record AttentionDifference
{
    public required ComparedHead A { get; init; }
    public required ComparedHead B { get; init; }

    /// <summary>What both models saw: the last tokens of the prompt that fit both contexts.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Tokens at the front of the prompt that did not fit.</summary>
    public required int Dropped { get; init; }

    /// <summary>Whether both models mask the future; rows then hold the keys up to the query, otherwise all.</summary>
    public required bool Masked { get; init; }

    /// <summary>A's weights minus B's [query][key], -1 to 1.</summary>
    public required float[][] Difference { get; init; }

    /// <summary>Sum of each row of the difference: 0 but for rounding, since the rows of both sum to 1.</summary>
    public required double[] RowSums { get; init; }

    /// <summary>The largest differences, by size; none where all cells are equal.</summary>
    public required IReadOnlyList<CellDifference> Largest { get; init; }

    /// <summary>Mean over queries of half the sum of absolute differences: the share of its attention that a token spends elsewhere, 0 to 1.</summary>
    public required double Moved { get; init; }
}

/// <summary>A head, and its weights.</summary>
/// <param name="Step">The step whose weights were used.</param>
/// <param name="Weights">[query][key], of the same cells as the difference; exactly 0 where the model masks.</param>
public sealed record ComparedHead(string Run, string Name, int Step, int Layer, int Head, float[][] Weights);

/// <summary>One cell: who attends to whom, and how much in each.</summary>
public sealed record CellDifference(int Query, int Key, float A, float B, float Difference);

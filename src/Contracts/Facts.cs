// What can be measured of a run's model beside its loss, so that a page can say what to look for in numbers.
namespace AttentionLab.Contracts;

/// <summary>The lab's measurements of runs.</summary>
public interface IRunFacts
{
    /// <summary>Facts of the newest weights, measured anew after each loss estimate and each pause; beside training, never in its way.</summary>
    /// <exception cref="LabException">There is no such run, it has no weights yet, or its text cannot be had.</exception>
    Task<Facts> Of(string id, CancellationToken cancellation = default);
}

/// <summary>Measured on a few windows of the text that is never trained on, without dropout. Losses in nats per token; a number that is not finite is null in JSON.</summary>
public sealed record Facts
{
    /// <summary>The step whose weights were measured.</summary>
    public required int Step { get; init; }

    /// <summary>How many windows of text.</summary>
    public required int Windows { get; init; }

    /// <summary>Tokens of a window.</summary>
    public required int Tokens { get; init; }

    /// <summary>Loss on these windows, each seen whole.</summary>
    public required double Loss { get; init; }

    /// <summary>The run's last estimate; null before the first.</summary>
    public EstimateFacts? Estimate { get; init; }

    /// <summary>Null for a model without attention weights.</summary>
    public RowFacts? Rows { get; init; }
    public required GradientFacts Gradients { get; init; }
    public required StreamFacts Stream { get; init; }

    /// <summary>Null where a window is too short to be shuffled.</summary>
    public OrderFacts? Order { get; init; }

    /// <summary>Null for a model that cannot see the future.</summary>
    public FutureFacts? Future { get; init; }
}

/// <param name="TrainLoss">On text that is trained on, without dropout.</param>
/// <param name="ValLoss">On text that is not.</param>
/// <param name="BatchLoss">Mean over the last steps' batches, at most 50, with dropout as they were trained; null where there are none.</param>
public sealed record EstimateFacts(int Step, double TrainLoss, double ValLoss, double? BatchLoss);

/// <summary>Means over all windows, layers, heads and rows that see at least two tokens.</summary>
/// <param name="Peak">The largest weight of a row.</param>
/// <param name="EvenPeak">The same if every row were even.</param>
/// <param name="OneHotShare">Part of the rows whose largest weight is at least 0.9.</param>
/// <param name="Entropy">Of a row, in nats.</param>
/// <param name="EvenEntropy">The same if every row were even.</param>
/// <param name="Future">Part of the weight on later tokens.</param>
/// <param name="FromEven">The largest difference of any weight from an even row's.</param>
/// <param name="HeadsApart">Part of the weight that two heads of a layer put on different tokens; null with one head.</param>
public sealed record RowFacts(double Peak, double EvenPeak, double OneHotShare, double Entropy, double EvenEntropy, double Future, double FromEven, double? HeadsApart);

/// <summary>L2 norms of the gradient.</summary>
/// <param name="Queries">Of the matrices that make queries, all layers together; null without attention. Keys and Values likewise.</param>
/// <param name="Blocks">Of everything in a block, the first block first.</param>
public sealed record GradientFacts(double? Queries, double? Keys, double? Values, IReadOnlyList<double> Blocks);

/// <summary>Root mean squares.</summary>
/// <param name="Sizes">What the first block is given, then what each block hands on.</param>
/// <param name="Given">What each block's attention or average is given, after its normalisation.</param>
public sealed record StreamFacts(IReadOnlyList<double> Sizes, IReadOnlyList<double> Given);

/// <summary>What shuffling all tokens but the last does to the last one's prediction.</summary>
/// <param name="Moved">Part of the probability, 0 to 1, that goes to other tokens.</param>
/// <param name="LargestLogit">The largest change of any logit.</param>
public sealed record OrderFacts(double Moved, double LargestLogit);

/// <summary>Losses at the same places of the same windows.</summary>
/// <param name="Whole">With the whole window in sight, as it is trained.</param>
/// <param name="LeftToRight">With earlier tokens alone in sight, as it writes.</param>
public sealed record FutureFacts(double Whole, double LeftToRight);

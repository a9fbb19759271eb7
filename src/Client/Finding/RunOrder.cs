// In which order runs are listed.
namespace AttentionLab.Client.Finding;

/// <param name="Key">One of <see cref="Keys"/>.</param>
public sealed record RunOrder(string Key, bool Descending)
{
    public static IReadOnlyList<string> Keys { get; } = ["created", "name", "status", "step", "trainLoss", "valLoss", "parameters", "bytes"];

    public static RunOrder Newest { get; } = new("created", Descending: true);

    /// <summary>"valLoss" sorts the smallest first, "-valLoss" the largest; newest first when nothing is given.</summary>
    /// <exception cref="LabException">There is no such order.</exception>
    public static RunOrder Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Newest;
        var order = text[0] == '-' ? new RunOrder(text[1..], true) : new RunOrder(text, false);
        return Keys.Contains(order.Key) ? order : throw LabException.Field("sort", $"'{text}' is no order; it must be one of {string.Join(", ", Keys)}, with a minus before it for the largest first.");
    }

    public override string ToString() => (Descending ? "-" : "") + Key;

    /// <summary>Runs of which the key is not known come last, whatever the direction; equal ones stay as they were.</summary>
    /// <param name="bytesOf">What a run takes on the disk; null where it is not known.</param>
    public IReadOnlyList<RunInfo> Sort(IEnumerable<RunInfo> runs, Func<string, long?> bytesOf) => Key switch
    {
        "name" => By(runs, run => run.Name, StringComparer.OrdinalIgnoreCase),
        "status" => By(runs, run => run.Status.ToString(), StringComparer.Ordinal),
        "step" => By(runs, run => (int?)run.Step),
        "trainLoss" => By(runs, run => run.TrainLoss),
        "valLoss" => By(runs, run => run.ValLoss),
        "parameters" => By(runs, run => (long?)run.Parameters),
        "bytes" => By(runs, run => bytesOf(run.Id)),
        _ => By(runs, run => (DateTimeOffset?)run.Created),
    };

    private List<RunInfo> By<T>(IEnumerable<RunInfo> runs, Func<RunInfo, T?> key, IComparer<T?>? comparer = null)
    {
        var known = runs.OrderBy(run => key(run) is null);
        return [.. Descending ? known.ThenByDescending(key, comparer) : known.ThenBy(key, comparer)];
    }
}

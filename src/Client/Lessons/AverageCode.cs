// The three forms of the average as the lab computes them: the lines that run, and what they say.
namespace AttentionLab.Client.Lessons;

/// <param name="Name">loop, product or softmax.</param>
/// <param name="Title">For people.</param>
/// <param name="Says">Two sentences.</param>
/// <param name="Lines">Lines of the lab's own source; the result is what the last one gives.</param>
public sealed record AverageCode(string Name, string Title, string Says, IReadOnlyList<string> Lines)
{
    /// <summary>A loop has none: its weights are in the order of its sums.</summary>
    public bool HasMatrix => Name != "loop";

    public static IReadOnlyList<AverageCode> All { get; } =
    [
        new("loop", "A loop", "Token after token: take all rows up to this one, and their mean. Right, plain, and T small sums one after the other.",
        [
            "for (int b = 0; b < x.shape[0]; b++)",
            "    for (int t = 0; t < x.shape[1]; t++)",
            "    {",
            "        var past = x[b].narrow(0, 0, t + 1); // (t + 1, C)",
            "        averages[b, t] = past.mean([0]); // (C)",
            "    }",
        ]),
        new("product", "A triangular matrix", "A triangle of ones, each row divided by its sum, times x: all means in one product. The matrix says who takes how much of whom.",
        [
            "var past = ones(x.shape[1], x.shape[1], device: x.device).tril(); // (T, T)",
            "var weights = past / past.sum(1, keepdim: true); // (T, T)",
            "weights.matmul(x)",
        ]),
        new("softmax", "The softmax of masked zeros", "All affinities are zero, the future's minus infinity, and the softmax makes the same triangle of them. Put q·k where the zeros are, and this is a head of attention.",
        [
            "var past = ones(x.shape[1], x.shape[1], device: x.device).tril(); // (T, T)",
            "var affinities = zeros_like(past).masked_fill(past == 0, double.NegativeInfinity); // (T, T)",
            "var weights = functional.softmax(affinities, -1); // (T, T)",
            "weights.matmul(x)",
        ]),
    ];
}

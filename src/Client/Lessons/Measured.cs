// Sentences of what was measured; each claims only what its own numbers show.
namespace AttentionLab.Client.Lessons;

internal static class Measured
{
    private const double Same = 0.05;

    /// <summary>What a model without a mask takes from the tokens it should not see.</summary>
    public static string? Future(Facts? facts)
    {
        var (whole, leftToRight) = (facts?.Future?.Whole, facts?.Future?.LeftToRight);
        string losses = (leftToRight - whole) switch
        {
            > 0.5 => "it reads the answer and has not learnt to predict it.",
            > Same => "it has begun to use what it should not see.",
            _ => "so far it makes nothing of what it should not see.",
        };
        return Sentence.Join(
            Sentence.Of($"With the whole window in sight a token costs {whole:F2} nats; left to right, as it has to write, {leftToRight:F2}: {losses}"),
            Sentence.Of($"{facts?.Rows?.Future:P0} of its attention lies on later tokens."));
    }

    /// <summary>Whether rows are one-hot, sharp or even.</summary>
    public static string? Rows(Facts? facts)
    {
        var (peak, even) = (facts?.Rows?.Peak, facts?.Rows?.EvenPeak);
        if (peak >= 0.8) return Sentence.Of($"The largest weight of a row is {peak:F2} on average: rows are nearly one-hot.");
        string shape = Ratio.Of(peak, even) switch
        {
            >= 1.8 => "rows are sharp, though not one-hot.",
            >= 1.15 => "it prefers some tokens to others.",
            _ => "it still listens to all alike.",
        };
        return Sentence.Of($"The largest weight of a row is {peak:F2} on average, and would be {even:F2} if rows were even: {shape}");
    }

    /// <summary>Whether queries and keys still get a gradient next to values.</summary>
    public static string? AskingGradients(Facts? facts)
    {
        var gradients = facts?.Gradients;
        double? asking = (gradients?.Queries + gradients?.Keys) / 2, values = gradients?.Values;
        if (asking is 0 && values > 0) return "No gradient at all reaches queries and keys.";
        var times = Ratio.Of(values, asking);
        return times switch
        {
            >= 2 => Sentence.Of($"The gradient of queries and keys is {Ratio.Times(times)} times smaller than that of values."),
            <= 0.5 => Sentence.Of($"The gradient of queries and keys is {Ratio.Times(1 / times)} times larger than that of values, so it has not vanished."),
            _ => Sentence.Of($"The gradient of queries and keys is about that of values ({Ratio.Times(1 / times)} times), so it has not vanished."),
        };
    }

    /// <summary>Whether a gradient reaches the first block.</summary>
    public static string? BlockGradients(Facts? facts)
    {
        if (facts?.Gradients.Blocks is not { Count: > 1 } blocks) return facts is null ? null : "With one block there is nothing below it that a gradient would have to reach.";
        var times = Ratio.Of(blocks[^1], blocks[0]);
        return times switch
        {
            >= 2 => Sentence.Of($"The first block's gradient is {Ratio.Times(times)} times smaller than the last one's: little of it arrives."),
            <= 0.5 => Sentence.Of($"The first block's gradient is {Ratio.Times(1 / times)} times larger than the last one's: it arrives."),
            _ => Sentence.Of($"The first block's gradient is {Ratio.Times(1 / times)} times the last one's: it arrives."),
        };
    }

    /// <summary>What becomes of the size of the stream's numbers, and of what attention is given.</summary>
    public static string? Stream(Facts? facts, bool normalised)
    {
        if (facts?.Stream.Sizes is not { Count: > 1 } sizes) return null;
        string becomes = Ratio.Of(sizes[^1], sizes[0]) switch
        {
            >= 1.5 => Sentence.Of($"The stream's numbers grow from {sizes[0]:F2} before the first block to {sizes[^1]:F2} after the last") ?? "",
            <= 0.67 => Sentence.Of($"The stream's numbers shrink from {sizes[0]:F2} before the first block to {sizes[^1]:F2} after the last") ?? "",
            null => "",
            _ => Sentence.Of($"The stream's numbers keep their size, {sizes[0]:F2} before the first block and {sizes[^1]:F2} after the last") ?? "",
        };
        if (becomes.Length == 0) return null;
        if (facts.Stream.Given is not { Count: > 0 } given || !given.All(double.IsFinite)) return becomes + ".";
        string range = given.Max() - given.Min() < 0.005 ? Sentence.Of($"{given[0]:F2}")! : Sentence.Of($"{given.Min():F2} to {given.Max():F2}")!;
        return normalised ? $"{becomes}; after normalisation its parts are given {range}." : $"{becomes}; nothing normalises them, and attention is given {range}.";
    }

    /// <summary>Whether the order of the past counts.</summary>
    public static string? Order(Facts? facts, GptConfig model)
    {
        if (facts?.Order is not { } order) return null;
        if (order.Moved < 1e-4) return Sentence.Of($"Shuffling all tokens but the last moves {order.Moved:P2} of its prediction: to this model the past has no order.");
        string why = model switch
        {
            { Positions: true } => "order counts.",
            { Mixer: Mixer.Wavenet } => "its tree has a branch for every place, so order counts.",
            { Mask: true, Layers: > 1 } => "no embedding tells it places, but the mask does: a token that sees three others is the fourth.",
            _ => "order counts.",
        };
        return Sentence.Of($"Shuffling all tokens but the last moves {order.Moved:P0} of its prediction: {why}");
    }

    /// <summary>Whether heads look at different things.</summary>
    public static string? Heads(Facts? facts)
    {
        if (facts?.Rows is { HeadsApart: null }) return Rows(facts);
        string does = facts?.Rows?.HeadsApart switch
        {
            < 0.05 => "they do nearly the same.",
            < 0.25 => "they have begun to look at different tokens.",
            _ => "they look at different tokens.",
        };
        return Sentence.Of($"Two heads of a layer put {facts?.Rows?.HeadsApart:P0} of their weight on different tokens, on average: {does}");
    }

    /// <summary>What blanking numbers costs while training.</summary>
    public static string? Blanked(Facts? facts)
    {
        var estimate = facts?.Estimate;
        var cost = estimate?.BatchLoss - estimate?.TrainLoss;
        string does = cost > 0.02 ? Sentence.Of($"blanking costs it {cost:F2} nats while it trains.") ?? "" : "blanking costs it next to nothing so far.";
        return Sentence.Of($"Its last batches cost {estimate?.BatchLoss:F2} nats a token with numbers blanked, the text they come from {estimate?.TrainLoss:F2} without: {does}");
    }

    /// <summary>Whether it learns its text by heart.</summary>
    public static string? ByHeart(Facts? facts)
    {
        var (train, val) = (facts?.Estimate?.TrainLoss, facts?.Estimate?.ValLoss);
        string does = (val - train) switch
        {
            > 0.3 => "it is learning its text by heart.",
            > 0.1 => "it has begun to learn its text by heart.",
            _ => "it is not learning by heart.",
        };
        return Sentence.Of($"Text it trains on costs {train:F2} nats a token, text it never saw {val:F2}: {does}");
    }

    /// <summary>Whether rows are exactly even.</summary>
    public static string? Even(Facts? facts, bool masked)
    {
        var off = facts?.Rows?.FromEven;
        string each = masked ? "Row t holds 1/(t+1) for every token up to t" : "Every row holds 1/T for every token";
        return off is 0 ? $"{each}; the largest difference of any weight is 0." : Sentence.Of($"{each}; the largest difference of any weight is {off:0.0e-0}.");
    }
}

// What can be measured of a model beside its loss: rows, gradients, the stream, order, and what it takes from the future.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Facts of one model at one step on a few windows of text, measured without dropout.</summary>
public sealed record ModelFacts
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Windows of text that were looked at, B.</summary>
    public required int Windows { get; init; }

    /// <summary>Tokens of a window, T.</summary>
    public required int Tokens { get; init; }

    /// <summary>Cross entropy on these windows, each seen whole, in nats per token.</summary>
    public required double Loss { get; init; }

    /// <summary>Attention weights; null for a model without.</summary>
    public AttentionRowFacts? Rows { get; init; }

    public required GradientFacts Gradients { get; init; }

    public required StreamFacts Stream { get; init; }

    /// <summary>What the order of earlier tokens counts for; null where there is but one token.</summary>
    public OrderFacts? Order { get; init; }

    /// <summary>Null for a model that cannot see the future.</summary>
    public FutureFacts? Future { get; init; }

    /// <summary>Measures all of them; the weights stay as they are.</summary>
    public static ModelFacts Of(WeightSnapshot weights, TextWindows windows)
    {
        using var scope = NewDisposeScope();
        using var model = new Gpt(weights.Config);
        weights.CopyTo(model);
        model.eval();
        var (loss, gradients) = GradientFacts.Measure(model, windows);
        var (rows, stream) = AttentionRowFacts.Measure(model, windows);
        return new()
        {
            Step = weights.Step,
            Windows = windows.Count,
            Tokens = windows.Length,
            Loss = loss,
            Rows = rows,
            Gradients = gradients,
            Stream = stream,
            Order = windows.Length < 3 ? null : OrderFacts.Measure(model, windows),
            Future = model.Config.SeesFuture ? FutureFacts.Measure(model, windows) : null,
        };
    }
}

// Measures everything about a model beside its loss; the weights stay as they are.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class FactMeasure
{
    /// <summary>Facts of these weights on these windows, without dropout.</summary>
    public static Contracts.Facts Of(WeightSnapshot weights, TextWindows windows)
    {
        using var scope = NewDisposeScope();
        using var model = ModelWeights.Make(weights);
        var (loss, gradients) = GradientMeasure.Of(model, windows);
        var (rows, stream) = AttentionRowMeasure.Of(model, windows);
        return new()
        {
            Step = weights.Step,
            Windows = windows.Count,
            Tokens = windows.Length,
            Loss = loss,
            Rows = rows,
            Gradients = gradients,
            Stream = stream,
            Order = windows.Length < 3 ? null : OrderMeasure.Of(model, windows),
            Future = model.Config.SeesFuture ? FutureMeasure.Of(model, windows) : null,
        };
    }
}

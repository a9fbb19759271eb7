// How much a training step computes, counted from the model's shapes: what lets the time of one model be told from another's.
namespace AttentionLab.Core;

/// <remarks>
/// In floating-point operations of products, two for each weight that a token is multiplied with and for each cell of attention,
/// three times over, because the backward pass does twice what the forward pass does. Two things take time beside the products and
/// are counted in the same unit, by numbers fitted to the times of seventeen models (docs/decisions/0038): each number that is
/// made by itself (normalisation, activation, softmax) as <see cref="EachNumber"/>, each operation on whole tensors, however small,
/// as <see cref="EachOperation"/>. The unit matters not: only ratios of the work of two steps are used.
/// </remarks>
public static class StepWork
{
    private const double EachNumber = 64, EachOperation = 1e6;

    /// <summary>Operations that make a matrix orthogonal, for Muon: three products in each of five rounds, and what goes before and after.</summary>
    private const int Rounds = 5, EachMatrix = 18;

    /// <summary>Of one step: forward, backward and update; without estimates.</summary>
    public static double Of(GptConfig model, TrainingConfig training)
    {
        var weights = WeightShapes.Of(model);
        double tokens = (double)training.Batch * model.Context;
        double step = 3 * (tokens * (Products(model, weights) + EachNumber * Numbers(model)) + EachOperation * Operations(model));
        return training.Optimizer == OptimizerKind.Muon ? step + weights.Where(weight => weight is { IsMatrix: true, IsInsideBlock: true }).Sum(Orthogonal) : step;
    }

    // For each token; embeddings are looked up, not multiplied, but for those that the head scores with.
    private static double Products(GptConfig model, IReadOnlyList<WeightShape> weights)
    {
        double inProducts = weights.Where(weight => weight.IsMatrix && !IsLookedUp(weight)).Sum(weight => (double)weight.Count);
        if (model is { TiedHead: true, IsTable: false }) inProducts += (double)model.Vocabulary * model.Channels;
        return 2 * inProducts + model.Layers * Mixing(model);
    }

    /// <summary>Products between tokens in a layer, for each of them: affinities and weighted values of all heads; a masked row is half as long in the mean.</summary>
    private static double Mixing(GptConfig model) => model.Mixer switch
    {
        Mixer.Attention => 4.0 * model.Channels * Row(model),
        Mixer.Average => 2.0 * model.Channels * model.Context, // the whole matrix, zeros included
        _ => 0,
    };

    /// <summary>Numbers that are made by themselves, for each token: in the stream, in heads' rows, hidden ones, and a score for each symbol.</summary>
    private static double Numbers(GptConfig model)
    {
        double stream = model.Channels * (1 + (model.LayerNorm ? 2 : 0) + (model.Residual ? 2 : 0) + (model.Dropout > 0 ? 2 : 0));
        double rows = model.Mixer == Mixer.Attention ? model.Heads * Row(model) : model.Channels;
        double hidden = model.FeedForward ? model.Widening * model.Channels : 0;
        return model.Vocabulary + model.Layers * (stream + rows + hidden);
    }

    /// <summary>On whole tensors, forward.</summary>
    private static double Operations(GptConfig model)
    {
        const int lookUpAndLoss = 4, positionsAndHead = 3;
        int layer = (model.LayerNorm ? 2 : 0) + (model.Residual ? 2 : 0) + (model.Mixer == Mixer.Attention ? 4 : 3) + (model.FeedForward ? 3 : 0) + (model.Dropout > 0 ? 3 : 0);
        return lookUpAndLoss + (model.IsTable ? 0 : positionsAndHead + model.Layers * layer);
    }

    private static double Row(GptConfig model) => model.Mask ? (model.Context + 1) / 2.0 : model.Context;

    /// <summary>Products of Newton and Schulz' iteration: X X', its square, and that times X.</summary>
    private static double Orthogonal(WeightShape weight)
    {
        int parts = weight.Name.EndsWith(".queryKeyValue.weight", StringComparison.Ordinal) ? 3 : 1;
        double rows = weight.Shape[0] / (double)parts, columns = weight.Shape[1], least = Math.Min(rows, columns), most = Math.Max(rows, columns);
        return parts * (Rounds * (4 * least * least * most + 2 * least * least * least) + EachMatrix * EachOperation);
    }

    private static bool IsLookedUp(WeightShape weight) => weight.Name is "tokenEmbedding.weight" or "positionEmbedding.weight";
}

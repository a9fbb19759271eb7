// What training keeps in memory from step to step, counted from the shapes of the weights.
namespace AttentionLab.Core;

public static class KeptMemory
{
    /// <summary>Exact: every number is a float32, of 4 bytes.</summary>
    public static TrainingMemory Of(GptConfig model, OptimizerKind optimizer)
    {
        var weights = WeightShapes.Of(model);
        long all = weights.Sum(weight => weight.Count), inside = weights.Where(weight => weight is { IsMatrix: true, IsInsideBlock: true }).Sum(weight => weight.Count);
        long kept = optimizer switch
        {
            OptimizerKind.Sgd => 0,
            OptimizerKind.Muon => inside + 2 * (all - inside), // a momentum; mean and square of what AdamW moves beside it
            _ => 2 * all, // mean and square
        };
        return new(sizeof(float) * all, sizeof(float) * all, sizeof(float) * kept);
    }
}

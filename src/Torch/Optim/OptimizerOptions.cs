// What a group of parameters is optimized with: here the learning rate, in derived classes the rest.
namespace TorchSharp.Modules;

public class OptimizerOptions
{
    /// <summary>Null: the optimizer's.</summary>
    public double? LearningRate { get; set; }
}

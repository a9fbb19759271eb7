// What a group of parameters is optimized with: here the learning rate, in derived classes the rest.
namespace TorchSharp.Modules;

public class OptimizerOptions
{
    /// <summary>Null: the optimizer's.</summary>
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void LoadStateDict(OptimizerOptions source) =>
        (InitialLearningRate, LearningRate) = (source.InitialLearningRate, source.LearningRate);

    // The options of another optimizer are of another type.
    private protected static T Same<T>(OptimizerOptions source) where T : OptimizerOptions =>
        source as T ?? throw new ArgumentException($"Options of {typeof(T).DeclaringType!.Name} expected, but got {source.GetType().DeclaringType?.Name}.", nameof(source));
}

// An immutable copy of a model's weights at one step: what leaves the training thread.
using System.Globalization;

namespace AttentionLab.Core;

public sealed class WeightSnapshot
{
    internal const string StepKey = "step";

    internal WeightSnapshot(int step, GptConfig config, IReadOnlyDictionary<string, (long[] Shape, float[] Data)> tensors) =>
        (Step, Config, Tensors) = (step, config, tensors);

    /// <summary>Steps done when it was taken.</summary>
    public int Step { get; }

    public GptConfig Config { get; }

    /// <summary>Every weight by its name in the model's state_dict.</summary>
    public IReadOnlyDictionary<string, (long[] Shape, float[] Data)> Tensors { get; }

    public void WriteSafetensors(Stream stream)
    {
        var metadata = new Dictionary<string, string>
        {
            [StepKey] = Step.ToString(CultureInfo.InvariantCulture),
            ["model"] = ConfigJson.Write(Config),
        };
        new Safetensors(Tensors, metadata).Write(stream);
    }

    /// <summary>Reads weights, also out of what <see cref="ITrainer.Save"/> wrote.</summary>
    /// <exception cref="ModelException">The stream holds no weights of this model.</exception>
    public static WeightSnapshot ReadSafetensors(Stream stream, GptConfig config) => From(Safetensors.Read(stream), config);

    internal static WeightSnapshot From(Safetensors file, GptConfig config)
    {
        var tensors = new Dictionary<string, (long[], float[])>();
        foreach (var weight in WeightShapes.Of(config))
        {
            if (!file.Tensors.TryGetValue(weight.Name, out var tensor)) throw new ModelException($"The checkpoint has no weight '{weight.Name}'; it belongs to another model.", "checkpoint");
            if (!tensor.Shape.SequenceEqual(weight.Shape))
                throw new ModelException($"The checkpoint's weight '{weight.Name}' has shape {Text(tensor.Shape)}; this model has {Text(weight.Shape)}.", "checkpoint");
            tensors.Add(weight.Name, tensor);
        }
        return new(ReadStep(file), config, tensors);
    }

    private static int ReadStep(Safetensors file)
    {
        if (file.Metadata.TryGetValue(StepKey, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int step)) return step;
        throw new ModelException($"The checkpoint does not say its step; its metadata needs a whole number under '{StepKey}'.", "checkpoint");
    }

    private static string Text(long[] shape) => "(" + string.Join(", ", shape) + ")";
}

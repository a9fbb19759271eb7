// An immutable copy of a model's weights at one step: what leaves the training thread.
using System.Globalization;
using static TorchSharp.torch;

namespace AttentionLab.Model;

public sealed class WeightSnapshot
{
    internal const string StepKey = "step";

    private WeightSnapshot(int step, GptConfig config, IReadOnlyDictionary<string, (long[] Shape, float[] Data)> tensors) =>
        (Step, Config, Tensors) = (step, config, tensors);

    /// <summary>Steps done when it was taken.</summary>
    public int Step { get; }

    public GptConfig Config { get; }

    /// <summary>Every weight by its name in the model's state_dict.</summary>
    public IReadOnlyDictionary<string, (long[] Shape, float[] Data)> Tensors { get; }

    /// <summary>Copies the weights.</summary>
    public static WeightSnapshot Of(Gpt model, int step)
    {
        var tensors = new Dictionary<string, (long[], float[])>();
        foreach (var (name, parameter) in model.named_parameters()) tensors.Add(name, (parameter.shape, Accelerator.Read(parameter)));
        return new(step, model.Config, tensors);
    }

    public void WriteSafetensors(Stream stream)
    {
        var metadata = new Dictionary<string, string>
        {
            [StepKey] = Step.ToString(CultureInfo.InvariantCulture),
            ["model"] = ConfigJson.Write(Config),
        };
        new Safetensors(Tensors, metadata).Write(stream);
    }

    /// <summary>Reads weights, also out of what <see cref="Trainer.Save"/> wrote.</summary>
    /// <exception cref="ModelException">The stream holds no weights of this model.</exception>
    public static WeightSnapshot ReadSafetensors(Stream stream, GptConfig config) => From(Safetensors.Read(stream), config);

    internal static WeightSnapshot From(Safetensors file, GptConfig config)
    {
        var tensors = new Dictionary<string, (long[], float[])>();
        using var model = new Gpt(config);
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (!file.Tensors.TryGetValue(name, out var tensor)) throw new ModelException($"The checkpoint has no weight '{name}'; it belongs to another model.", "checkpoint");
            if (!tensor.Shape.SequenceEqual(parameter.shape))
                throw new ModelException($"The checkpoint's weight '{name}' has shape {Text(tensor.Shape)}; this model has {Text(parameter.shape)}.", "checkpoint");
            tensors.Add(name, tensor);
        }
        return new(ReadStep(file), config, tensors);
    }

    /// <summary>Overwrites the weights of a model of the same configuration.</summary>
    internal void CopyTo(Gpt model)
    {
        using var none = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            using var value = tensor(Tensors[name].Data, Tensors[name].Shape);
            parameter.copy_(value);
        }
    }

    private static int ReadStep(Safetensors file)
    {
        if (file.Metadata.TryGetValue(StepKey, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int step)) return step;
        throw new ModelException($"The checkpoint does not say its step; its metadata needs a whole number under '{StepKey}'.", "checkpoint");
    }

    private static string Text(long[] shape) => "(" + string.Join(", ", shape) + ")";
}

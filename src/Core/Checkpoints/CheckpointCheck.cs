// Whether a checkpoint that came from elsewhere is what it says it is.
namespace AttentionLab.Core;

public static class CheckpointCheck
{
    /// <summary>Every weight of the model is there, in its shape; no number in it is infinite or NaN; it is of that step.</summary>
    /// <exception cref="ModelException">It is not so; the message says what is wrong.</exception>
    public static void Require(Stream stream, GptConfig config, int step)
    {
        if (stream.Length < sizeof(float) * config.ParameterCount)
            throw new ModelException($"It has {stream.Length} bytes; the weights of this model alone take {sizeof(float) * config.ParameterCount}.", "checkpoint");
        var file = Safetensors.Read(stream);
        foreach (var (name, tensor) in file.Tensors) TensorNumbers.RequireFinite(tensor.Data, name);
        var weights = WeightSnapshot.From(file, config);
        if (weights.Step != step) throw new ModelException($"It is of step {weights.Step}, not {step}.", "checkpoint");
        if (file.Metadata.TryGetValue("model", out string? model) && ConfigJson.Read<GptConfig>(model) != config)
            throw new ModelException("Its model is another one than the run's.", "checkpoint");
    }
}

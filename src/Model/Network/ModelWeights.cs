// The weights of a model as plain numbers: copied out of it and into it.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class ModelWeights
{
    /// <summary>A copy of the weights as they are.</summary>
    public static WeightSnapshot Copy(Gpt model, int step)
    {
        var tensors = new Dictionary<string, (long[], float[])>();
        foreach (var (name, parameter) in model.named_parameters()) tensors.Add(name, (parameter.shape, Accelerator.Read(parameter)));
        return new(step, model.Config, tensors);
    }

    /// <summary>Overwrites the weights of a model of the same configuration.</summary>
    public static void Load(Gpt model, WeightSnapshot weights)
    {
        using var none = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            using var value = tensor(weights.Tensors[name].Data, weights.Tensors[name].Shape);
            parameter.copy_(value);
        }
    }

    /// <summary>A model of these weights that answers without dropout; the caller's.</summary>
    public static Gpt Make(WeightSnapshot weights)
    {
        var model = new Gpt(weights.Config);
        Load(model, weights);
        model.eval();
        return model;
    }
}

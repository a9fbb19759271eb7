// The optimizer of a run, with its memory by the names of the weights.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Two groups: matrices decay, biases and normalisations do not.</summary>
internal sealed class TrainingOptimizer : IDisposable
{
    private const double Beta1 = 0.9;

    // Shorter memory than the usual 0.999: small batches and short runs, as nanoGPT has it.
    private const double Beta2 = 0.99;

    private const string MeanPrefix = "exp_avg.";
    private const string SquarePrefix = "exp_avg_sq.";

    private readonly optim.Optimizer optimizer;
    private readonly string[] names;
    private readonly Parameter[] parameters;

    public TrainingOptimizer(Gpt model, TrainingConfig training)
    {
        (string Name, Parameter Parameter)[] all = [.. model.named_parameters().OrderByDescending(named => named.Item2.shape.Length >= 2)];
        names = [.. all.Select(named => named.Name)];
        parameters = [.. all.Select(named => named.Parameter)];
        Parameter[] matrices = [.. parameters.Where(parameter => parameter.shape.Length >= 2)], others = parameters[matrices.Length..];
        optimizer = training.Optimizer == OptimizerKind.AdamW ? AdamW(matrices, others, training) : Sgd(matrices, others, training);
    }

    public void ZeroGrad() => optimizer.zero_grad();

    /// <summary>L2 norm of all gradients, which are scaled down where it is above the limit; a limit of 0 measures only.</summary>
    public double ClipGradients(double limit) => nn.utils.clip_grad_norm_(parameters, limit > 0 ? limit : double.PositiveInfinity);

    public void Step(double learningRate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = learningRate;
        optimizer.step();
    }

    /// <summary>Adds the moments to tensors that are saved; plain gradient descent has none.</summary>
    public void Save(Dictionary<string, (long[] Shape, float[] Data)> tensors)
    {
        foreach (var (name, state) in States())
        {
            tensors.Add(MeanPrefix + name, (state.exp_avg.shape, state.exp_avg.data<float>().ToArray()));
            tensors.Add(SquarePrefix + name, (state.exp_avg_sq.shape, state.exp_avg_sq.data<float>().ToArray()));
        }
    }

    /// <exception cref="ModelException">The file lacks a moment, or has one of another shape.</exception>
    public void Restore(Safetensors file, int stepsDone)
    {
        using var none = no_grad();
        foreach (var (name, state) in States())
        {
            Copy(file, MeanPrefix + name, state.exp_avg);
            Copy(file, SquarePrefix + name, state.exp_avg_sq);
            state.step = stepsDone;
        }
    }

    public void Dispose() => optimizer.Dispose();

    private static AdamW AdamW(Parameter[] matrices, Parameter[] others, TrainingConfig training) => optim.AdamW(
        new[]
        {
            new AdamW.ParamGroup(matrices, training.LearningRate, Beta1, Beta2, weight_decay: training.WeightDecay),
            new AdamW.ParamGroup(others, training.LearningRate, Beta1, Beta2, weight_decay: 0),
        },
        training.LearningRate, Beta1, Beta2);

    private static SGD Sgd(Parameter[] matrices, Parameter[] others, TrainingConfig training) => optim.SGD(
        new[]
        {
            new SGD.ParamGroup(matrices, training.LearningRate, weight_decay: training.WeightDecay),
            new SGD.ParamGroup(others, training.LearningRate, weight_decay: 0),
        },
        training.LearningRate);

    /// <summary>The live states, in the order of the groups.</summary>
    private IEnumerable<(string Name, AdamW.State State)> States() => optimizer is AdamW adam
        ? names.Zip(adam.state_dict().State, (name, state) => (name, (AdamW.State)state))
        : [];

    private static void Copy(Safetensors file, string name, Tensor target)
    {
        if (!file.Tensors.TryGetValue(name, out var saved) || !saved.Shape.SequenceEqual(target.shape))
            throw new ModelException($"The checkpoint has no '{name}' of the right shape: it holds weights only, and training cannot go on from it.", "checkpoint");
        using var value = tensor(saved.Data, saved.Shape);
        target.copy_(value);
    }
}

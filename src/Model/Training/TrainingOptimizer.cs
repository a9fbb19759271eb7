// The optimizer of a run, with its memory by the names of the weights.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Two groups: matrices decay, biases and normalisations do not. With Muon the matrices inside the blocks leave the first group.</summary>
internal sealed class TrainingOptimizer : IDisposable
{
    private const double Beta1 = 0.9;

    // Shorter memory than the usual 0.999: small batches and short runs, as nanoGPT has it.
    private const double Beta2 = 0.99;

    private const string MeanPrefix = "exp_avg.";
    private const string SquarePrefix = "exp_avg_sq.";
    private const string MomentumPrefix = "momentum.";

    private readonly Gpt model;
    private readonly Parameter[] parameters;
    private readonly Muon? muon;
    private readonly optim.Optimizer optimizer;
    private readonly string[] names;

    public TrainingOptimizer(Gpt model, TrainingConfig training)
    {
        (string Name, Parameter Weight)[] all = [.. model.named_parameters().Select(named => (named.Item1, named.Item2)).OrderByDescending(IsMatrix)];
        this.model = model;
        parameters = [.. all.Select(named => named.Weight)];
        if (training.Optimizer == OptimizerKind.Muon)
        {
            muon = new(all.Where(InsideBlock).Select(named => (named.Name, named.Weight, PackedMatrices(named.Name))), training.WeightDecay);
            all = [.. all.Where(named => !InsideBlock(named))];
        }
        (string Name, Parameter Weight)[] matrices = [.. all.Where(IsMatrix)], others = [.. all.Where(named => !IsMatrix(named))];
        names = [.. matrices.Concat(others).Select(named => named.Name)];
        Parameter[] decaying = [.. matrices.Select(named => named.Weight)], free = [.. others.Select(named => named.Weight)];
        optimizer = training.Optimizer == OptimizerKind.Sgd ? Sgd(decaying, free, training) : AdamW(decaying, free, training);
    }

    public void ZeroGrad() => model.zero_grad();

    /// <summary>L2 norm of all gradients, which are scaled down where it is above the limit; a limit of 0 measures only.</summary>
    public double ClipGradients(double limit) => nn.utils.clip_grad_norm_(parameters, limit > 0 ? limit : double.PositiveInfinity);

    public void Step(double learningRate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = learningRate;
        optimizer.step();
        muon?.Step(learningRate);
    }

    /// <summary>Adds the moments to tensors that are saved; plain gradient descent has none.</summary>
    public void Save(Dictionary<string, (long[] Shape, float[] Data)> tensors)
    {
        foreach (var (name, momentum) in Momenta()) tensors.Add(MomentumPrefix + name, (momentum.shape, Accelerator.Read(momentum)));
        foreach (var (name, state) in States())
        {
            tensors.Add(MeanPrefix + name, (state.exp_avg.shape, Accelerator.Read(state.exp_avg)));
            tensors.Add(SquarePrefix + name, (state.exp_avg_sq.shape, Accelerator.Read(state.exp_avg_sq)));
        }
    }

    /// <exception cref="ModelException">The file lacks a moment, or has one of another shape.</exception>
    public void Restore(Safetensors file, int stepsDone)
    {
        using var none = no_grad();
        foreach (var (name, momentum) in Momenta()) Copy(file, MomentumPrefix + name, momentum);
        foreach (var (name, state) in States())
        {
            Copy(file, MeanPrefix + name, state.exp_avg);
            Copy(file, SquarePrefix + name, state.exp_avg_sq);
            state.step = stepsDone;
        }
    }

    public void Dispose()
    {
        optimizer.Dispose();
        muon?.Dispose();
    }

    private static bool IsMatrix((string Name, Parameter Weight) named) => named.Weight.shape.Length >= 2;

    private static bool InsideBlock((string Name, Parameter Weight) named) => IsMatrix(named) && named.Name.StartsWith("blocks.", StringComparison.Ordinal);

    // Queries, keys and values have nothing to do with each other but their place.
    private static int PackedMatrices(string name) => name.EndsWith(".queryKeyValue.weight", StringComparison.Ordinal) ? 3 : 1;

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

    private IEnumerable<(string Name, Tensor Momentum)> Momenta() => muon?.States ?? [];

    private static void Copy(Safetensors file, string name, Tensor target)
    {
        if (!file.Tensors.TryGetValue(name, out var saved) || !saved.Shape.SequenceEqual(target.shape))
            throw new ModelException($"The checkpoint has no '{name}' of the right shape: it holds weights only, and training cannot go on from it.", "checkpoint");
        using var value = tensor(saved.Data, saved.Shape);
        target.copy_(value);
    }
}

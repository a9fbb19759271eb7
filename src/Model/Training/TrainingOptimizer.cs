// The optimizer of a run, with its memory by the names of the weights.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Two flat parameters: matrices decay, biases and normalisations do not. With Muon the matrices inside the blocks leave the first.</summary>
internal sealed class TrainingOptimizer : IDisposable
{
    private const double Beta1 = 0.9;

    // Shorter memory than the usual 0.999: small batches and short runs, as nanoGPT has it.
    private const double Beta2 = 0.99;

    private const string MeanPrefix = "exp_avg.";
    private const string SquarePrefix = "exp_avg_sq.";
    private const string MomentumPrefix = "momentum.";

    private readonly FlatWeights.FlatParameters flat;
    private readonly IReadOnlyList<Parameter> weights;
    private Parameter[] clipped;
    private readonly Muon? muon;
    private readonly optim.Optimizer optimizer;
    private readonly AdamW.State[] states; // of the decaying and the free parameter; none without moments

    public TrainingOptimizer(Gpt model, TrainingConfig training)
    {
        weights = [.. model.Weights.All.OrderByDescending(weight => weight.Weight.IsMatrix).Select(weight => weight.Parameter)];
        flat = model.Weights.Flatten(withInside: training.Optimizer != OptimizerKind.Muon);
        var inside = model.Weights.All.Where(weight => weight.Weight is { IsMatrix: true, IsInsideBlock: true });
        if (training.Optimizer == OptimizerKind.Muon)
            muon = new(inside.Select(weight => (weight.Weight.Name, weight.Parameter, PackedMatrices(weight.Weight.Name))), training.WeightDecay);
        clipped = muon is null ? [flat.Decaying, flat.Free] : [.. inside.Select(weight => weight.Parameter), flat.Decaying, flat.Free];
        optimizer = training.Optimizer == OptimizerKind.Sgd ? Sgd(training) : AdamW(training);
        states = optimizer is AdamW adam ? [.. adam.state_dict().State.Cast<AdamW.State>()] : [];
    }

    /// <summary>Adds up the gradients' norm weight by weight from here on, as version 0.1 did: in float32 the sum of all at once has other last bits.</summary>
    public void SumNormByWeight() => clipped = [.. weights];

    public void ZeroGrad() => flat.ZeroGradients();

    /// <summary>L2 norm of all gradients, which are scaled down where it is above the limit; a limit of 0 measures only.</summary>
    public double ClipGradients(double limit) => nn.utils.clip_grad_norm_(clipped, limit > 0 ? limit : double.PositiveInfinity);

    public void Step(double learningRate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = learningRate;
        FlatUpdate.Step(optimizer, states);
        muon?.Step(learningRate);
    }

    /// <summary>Adds the moments to tensors that are saved; plain gradient descent has none.</summary>
    public void Save(Dictionary<string, (long[] Shape, float[] Data)> tensors)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, moment) in Moments()) tensors.Add(name, (moment.shape, Accelerator.Read(moment)));
    }

    /// <exception cref="ModelException">The file lacks a moment, or has one of another shape.</exception>
    public void Restore(Safetensors file, int stepsDone)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, moment) in Moments()) Copy(file, name, moment);
        foreach (var state in states) state.step = stepsDone;
    }

    public void Dispose()
    {
        optimizer.Dispose();
        muon?.Dispose();
        flat.Dispose();
    }

    // Queries, keys and values have nothing to do with each other but their place.
    private static int PackedMatrices(string name) => name.EndsWith(".queryKeyValue.weight", StringComparison.Ordinal) ? 3 : 1;

    private AdamW AdamW(TrainingConfig training) => optim.AdamW(
        new[]
        {
            new AdamW.ParamGroup([flat.Decaying], training.LearningRate, Beta1, Beta2, weight_decay: training.WeightDecay),
            new AdamW.ParamGroup([flat.Free], training.LearningRate, Beta1, Beta2, weight_decay: 0),
        },
        training.LearningRate, Beta1, Beta2);

    private SGD Sgd(TrainingConfig training) => optim.SGD(
        new[]
        {
            new SGD.ParamGroup([flat.Decaying], training.LearningRate, weight_decay: training.WeightDecay),
            new SGD.ParamGroup([flat.Free], training.LearningRate, weight_decay: 0),
        },
        training.LearningRate);

    /// <summary>Everything that is remembered, live: windows on the flat moments, and Muon's momenta.</summary>
    private IEnumerable<(string Name, Tensor Moment)> Moments()
    {
        foreach (var (name, momentum) in muon?.States ?? []) yield return (MomentumPrefix + name, momentum);
        if (states is not [var decaying, var free]) yield break;
        foreach (var (name, mean) in flat.Split(decaying.exp_avg, free.exp_avg)) yield return (MeanPrefix + name, mean);
        foreach (var (name, square) in flat.Split(decaying.exp_avg_sq, free.exp_avg_sq)) yield return (SquarePrefix + name, square);
    }

    private static void Copy(Safetensors file, string name, Tensor target)
    {
        if (!file.Tensors.TryGetValue(name, out var saved) || !saved.Shape.SequenceEqual(target.shape))
            throw new ModelException($"The checkpoint has no '{name}' of the right shape: it holds weights only, and training cannot go on from it.", "checkpoint");
        using var value = tensor(saved.Data, saved.Shape);
        target.copy_(value);
    }
}

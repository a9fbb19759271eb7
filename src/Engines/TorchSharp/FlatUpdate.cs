// One step of an optimizer over flat parameters: TorchSharp's groups and states, moved with numbers that are held.
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// The optimizer's own step does the same sums, but frees its numbers while they are read (<see cref="HeldNumbers"/>): beside
/// collections one step of AdamW in some six thousand threw, in the middle of changing weights (findings/). A test holds the two
/// together, bit for bit.
/// </remarks>
internal static class FlatUpdate
{
    /// <summary>After a backward pass; the groups have their learning rates.</summary>
    /// <param name="states">AdamW's, of each group's one parameter; none of gradient descent.</param>
    public static void Step(optim.Optimizer optimizer, AdamW.State[] states)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        if (optimizer is AdamW adam)
            foreach (var (group, state) in adam.ParamGroups.Cast<AdamW.ParamGroup>().Zip(states)) Step(group.Parameters.Single(), state, group.Options);
        else
            foreach (var group in optimizer.ParamGroups.Cast<SGD.ParamGroup>()) Step(group.Parameters.Single(), group.Options);
    }

    private static void Step(Parameter weights, AdamW.State state, AdamW.Options options)
    {
        double rate = options.LearningRate!.Value, beta1 = options.beta1!.Value, beta2 = options.beta2!.Value;
        var gradient = weights.grad!; // (N)
        state.step++;
        if (options.weight_decay is > 0 and var decay) weights.Times_(1 - rate * decay); // (N)
        state.exp_avg.Times_(beta1).Plus_(gradient, 1 - beta1); // (N)
        using Scalar rest = 1 - beta2, eps = options.eps!.Value, root = Math.Sqrt(1 - Math.Pow(beta2, state.step)), length = -rate / (1 - Math.Pow(beta1, state.step));
        state.exp_avg_sq.Times_(beta2).addcmul_(gradient, gradient, rest); // (N)
        var deviation = state.exp_avg_sq.sqrt().div_(root).add_(eps); // (N)
        weights.addcdiv_(state.exp_avg, deviation, length); // (N)
    }

    private static void Step(Parameter weights, SGD.Options options)
    {
        double rate = options.LearningRate!.Value;
        var gradient = weights.grad!; // (N)
        if (options.weight_decay is > 0 and var decay)
        {
            using Scalar held = decay;
            gradient = gradient.add(weights, held); // (N)
        }
        weights.Plus_(gradient, -rate); // (N)
    }
}

// The cross entropy of yes-or-no targets, from probabilities and from logits.
namespace TorchSharp;

internal static class BinaryCrossEntropyOperation
{
    /// <summary>x, y of one shape, x in [0, 1]: -w (y ln x + (1 - y) ln(1 - x)), the logarithms at least -100.</summary>
    public static torch.Tensor OfProbabilities(torch.Tensor x, torch.Tensor y, torch.Tensor? weight, torch.nn.Reduction reduction)
    {
        const string operation = "binary_cross_entropy";
        RequireSameShape(operation, x, y);
        using var temporaries = Temporaries.Open();
        if (x.lt(0).logical_or(x.gt(1)).any().item<bool>())
            throw new ArgumentException($"{operation}: all elements of input should be between 0 and 1; apply sigmoid first, or use binary_cross_entropy_with_logits.");
        torch.Tensor losses;
        using (new GradMode(false))
        {
            losses = y.sub(1).mul(x.neg().log1p().clamp_min(-100)).sub(y.mul(x.log().clamp_min(-100)));
            if (weight is not null) losses = losses.mul(weight);
        }
        if (Node.Wanted(x, y))
        {
            Node.Of("BinaryCrossEntropyBackward0", node =>
            {
                // l = -w (y ln x + (1 - y) ln(1 - x))  =>  dx = dl w (x - y) / (x (1 - x)), dy = dl w (ln(1 - x) - ln x)
                var (x, y, weight) = (node.Saved(0), node.Saved(1), node.SavedOrNull(2));
                var dl = weight is null ? node.Gradient : node.Gradient.mul(weight);
                if (node.Wants(0)) node.Give(0, dl.mul(x.sub(y)).div(x.mul(1 - x).clamp_min(1e-12)));
                if (node.Wants(1)) node.Give(1, dl.mul(x.neg().log1p().sub(x.log())));
            }, x, y).Saves(x, y, weight).Finish(losses);
        }
        return temporaries.Result(LossOperation.Reduce(losses, reduction));
    }

    /// <summary>x, y of one shape: w ((1 - y) x + (1 + (p - 1) y) ln(1 + e^-x)), which no x makes overflow.</summary>
    public static torch.Tensor OfLogits(
        torch.Tensor x, torch.Tensor y, torch.Tensor? weight, torch.nn.Reduction reduction, torch.Tensor? positiveWeights)
    {
        RequireSameShape("binary_cross_entropy_with_logits", x, y);
        using var temporaries = Temporaries.Open();
        // ln(1 + e^-x) = m + ln(e^-m + e^(-x - m)) with m = max(-x, 0)
        var most = x.detach().neg().clamp_min(0);
        var softplus = most.neg().exp().add(x.neg().sub(most).exp()).log().add(most);
        if (positiveWeights is not null) softplus = softplus.mul(positiveWeights.sub(1).mul(y).add(1));
        var losses = (1 - y).mul(x).add(softplus);
        if (weight is not null) losses = losses.mul(weight);
        return temporaries.Result(LossOperation.Reduce(losses, reduction));
    }

    private static void RequireSameShape(string operation, torch.Tensor x, torch.Tensor y)
    {
        if (!Shape.Same(x.sizes, y.sizes))
            throw new ArgumentException($"{operation}: expected a target of the input's shape {Shape.Text(x.sizes)}, but got {y.Text}.");
    }
}

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input in [0, 1] and target, of one shape: the mean of -(t ln x + (1 - t) ln(1 - x)) unless reduction says otherwise.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                BinaryCrossEntropyOperation.OfProbabilities(input, target, weight, reduction);

            /// <summary>As <see cref="binary_cross_entropy"/> of sigmoid(input); pos_weights weigh the targets that are 1.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BinaryCrossEntropyOperation.OfLogits(input, target, weight, reduction, pos_weights);
        }
    }
}

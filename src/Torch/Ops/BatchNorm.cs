// Batch normalization: each channel brought to mean 0 and variance 1, by the batch's own statistics or by running ones.
namespace TorchSharp;

internal static class BatchNormOperation
{
    /// <summary>x (N, C) or (N, C, ..), statistics, weight and bias (C): the shape of x. While training, the running statistics are moved on.</summary>
    public static torch.Tensor Forward(
        torch.Tensor x, torch.Tensor? runningMean, torch.Tensor? runningVariance, torch.Tensor? weight, torch.Tensor? bias,
        bool training, double momentum, double eps)
    {
        if (x.Rank < 2 || !x.is_floating_point())
            throw new ArgumentException($"batch_norm: expected a floating point input (N, C) or (N, C, ..), but got {x.Text}.");
        var channels = x.sizes[1];
        foreach (var (part, name) in new[] { (runningMean, "running_mean"), (runningVariance, "running_var"), (weight, "weight"), (bias, "bias") })
            if (part is not null && (part.Rank != 1 || part.Count != channels))
                throw new ArgumentException($"batch_norm: expected {name} to contain {channels} elements, but got {part.Text}.", name);
        if (!training && (runningMean is null || runningVariance is null))
            throw new ArgumentException("batch_norm: expected running_mean and running_var to be defined when training is false.");
        var many = channels == 0 ? 0 : x.Count / channels;
        if (training && many <= 1)
            throw new ArgumentException($"batch_norm: expected more than 1 value per channel when training, but got an input {x.Text}.");

        using var temporaries = Temporaries.Open();
        long[] others = [.. Enumerable.Range(0, x.Rank).Where(d => d != 1).Select(d => (long)d)];
        long[] perChannel = [.. Enumerable.Range(0, x.Rank).Select(d => d == 1 ? channels : 1)];
        torch.Tensor mean, variance, centered;
        if (training)
        {
            mean = x.mean(others, keepdim: true);                         // (1, C, ..)
            centered = x.sub(mean);                                       // (N, C, ..)
            variance = centered.square().mean(others, keepdim: true);     // (1, C, ..)
            Move(runningMean, mean, momentum);
            Move(runningVariance, variance.detach().mul((double)many / (many - 1)), momentum);
        }
        else
        {
            mean = runningMean!.view(perChannel);
            variance = runningVariance!.view(perChannel);
            centered = x.sub(mean);
        }
        var y = centered.mul(variance.add(eps).rsqrt());
        if (weight is not null) y = y.mul(weight.view(perChannel));
        if (bias is not null) y = y.add(bias.view(perChannel));
        return temporaries.Result(y);
    }

    // running = (1 - momentum) running + momentum batch
    private static void Move(torch.Tensor? running, torch.Tensor batch, double momentum)
    {
        if (running is null) return;
        using var noGrad = new GradMode(false);
        running.mul_(1 - momentum).add_(batch.detach().view(running.sizes), momentum);
    }
}

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input (N, C) or (N, C, ..), the others (C): normalized by the batch while training, else by the running statistics.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1E-05) =>
                BatchNormOperation.Forward(input, running_mean, running_var, weight, bias, training, momentum, eps);
        }
    }
}

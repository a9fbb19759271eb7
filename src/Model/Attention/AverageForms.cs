// Computes the average of the past in the lecture's three forms: a loop, a product with a triangular matrix, and the softmax of masked zeros.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

internal static class AverageForms
{
    /// <summary>All three of one sequence of normal random numbers.</summary>
    /// <exception cref="ModelException">Tokens or channels are not from 1 to 64.</exception>
    public static ThreeAverages Compute(int tokens, int channels, long seed)
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("tokens", tokens, 1, ThreeAverages.MostTokens);
        problems.Whole("channels", channels, 1, ThreeAverages.MostChannels);
        ModelException.ThrowIfAny(problems);
        var numbers = new float[tokens * channels];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (float)CounterRandom.Normal((ulong)seed, RandomStream.Averages, (ulong)i);
        using var x = tensor(numbers, [1, tokens, channels]); // (B, T, C)
        return Of(x);
    }

    /// <summary>The lecture's worked example: three tokens of two channels.</summary>
    public static ThreeAverages WorkedExample()
    {
        using var x = tensor([2f, 7f, 6f, 4f, 6f, 5f], [1, 3, 2]); // (B, T, C)
        return Of(x);
    }

    /// <summary>All three of x (B, T, C), Float32.</summary>
    public static ThreeAverages Of(Tensor x)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return new((int)x.shape[0], (int)x.shape[1], (int)x.shape[2], Accelerator.Read(x), [Loop(x), Product(x), Softmax(x)]);
    }

    public static AverageForm Loop(Tensor x)
    {
        var averages = zeros_like(x); // (B, T, C)
        for (int b = 0; b < x.shape[0]; b++)
            for (int t = 0; t < x.shape[1]; t++)
            {
                var past = x[b].narrow(0, 0, t + 1); // (t + 1, C)
                averages[b, t] = past.mean([0]); // (C)
            }
        return new("loop", "a loop over all tokens", null, null, Accelerator.Read(averages));
    }

    public static AverageForm Product(Tensor x)
    {
        var past = ones(x.shape[1], x.shape[1], device: x.device).tril(); // (T, T)
        var weights = past / past.sum(1, keepdim: true); // (T, T)
        return new("product", "a product with a triangular matrix", Accelerator.Read(past), Accelerator.Read(weights), Accelerator.Read(weights.matmul(x)));
    }

    public static AverageForm Softmax(Tensor x)
    {
        var past = ones(x.shape[1], x.shape[1], device: x.device).tril(); // (T, T)
        var affinities = zeros_like(past).masked_fill(past == 0, double.NegativeInfinity); // (T, T)
        var weights = functional.softmax(affinities, -1); // (T, T)
        return new("softmax", "the softmax of masked zeros", Accelerator.Read(affinities), Accelerator.Read(weights), Accelerator.Read(weights.matmul(x)));
    }
}

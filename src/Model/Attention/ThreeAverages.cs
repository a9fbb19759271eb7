// The average of the past in the lecture's three forms: a loop, a product with a triangular matrix, and the softmax of masked zeros.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <summary>One way to the same average. Matrices are row by row.</summary>
/// <param name="Name">loop, product or softmax.</param>
/// <param name="Title">For people.</param>
/// <param name="Start">(T, T): what the weights are made of, ones below the diagonal or zeros masked with minus infinity; null for the loop.</param>
/// <param name="Weights">(T, T): what every token gives to every other; null for the loop, which has no such matrix.</param>
/// <param name="Result">(B, T, C): the average of all tokens up to each.</param>
public sealed record AverageForm(string Name, string Title, float[]? Start, float[]? Weights, float[] Result);

/// <param name="Batch">B.</param>
/// <param name="Tokens">T.</param>
/// <param name="Channels">C.</param>
/// <param name="Input">(B, T, C) row by row.</param>
/// <param name="Forms">Loop, product, softmax.</param>
public sealed record ThreeAverages(int Batch, int Tokens, int Channels, float[] Input, IReadOnlyList<AverageForm> Forms)
{
    public const int MostTokens = 64, MostChannels = 64;

    /// <summary>The largest difference between any number of two forms; 0 but for rounding.</summary>
    public float LargestDifference => Forms.SelectMany(form => Forms.Select(other => Difference(form, other))).Max();

    /// <summary>The largest difference between two forms' results.</summary>
    public static float Difference(AverageForm form, AverageForm other) => form.Result.Zip(other.Result, (a, b) => Math.Abs(a - b)).Max();

    /// <summary>All three of one sequence of normal random numbers.</summary>
    /// <exception cref="ModelException">Tokens or channels are not from 1 to 64.</exception>
    public static ThreeAverages Compute(int tokens, int channels, long seed)
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("tokens", tokens, 1, MostTokens);
        problems.Whole("channels", channels, 1, MostChannels);
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

    internal static AverageForm Loop(Tensor x)
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

    internal static AverageForm Product(Tensor x)
    {
        var past = ones(x.shape[1], x.shape[1], device: x.device).tril(); // (T, T)
        var weights = past / past.sum(1, keepdim: true); // (T, T)
        return new("product", "a product with a triangular matrix", Accelerator.Read(past), Accelerator.Read(weights), Accelerator.Read(weights.matmul(x)));
    }

    internal static AverageForm Softmax(Tensor x)
    {
        var past = ones(x.shape[1], x.shape[1], device: x.device).tril(); // (T, T)
        var affinities = zeros_like(past).masked_fill(past == 0, double.NegativeInfinity); // (T, T)
        var weights = functional.softmax(affinities, -1); // (T, T)
        return new("softmax", "the softmax of masked zeros", Accelerator.Read(affinities), Accelerator.Read(weights), Accelerator.Read(weights.matmul(x)));
    }
}

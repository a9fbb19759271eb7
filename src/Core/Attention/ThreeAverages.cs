// The average of the past in the lecture's three forms, and how far they differ.
namespace AttentionLab.Core;

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
}

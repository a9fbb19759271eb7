// The average of the past in the lecture's three forms, computed by the lab's engine.
using System.ComponentModel.DataAnnotations;

namespace AttentionLab.Contracts;

/// <summary>Small examples that the lab computes for a lesson.</summary>
public interface IAverages
{
    const int MostTokens = 16, MostChannels = 8;

    /// <summary>The three forms on normal random numbers, or on the lecture's worked example.</summary>
    /// <exception cref="LabException">Tokens or channels are out of range.</exception>
    Task<Averages> Compute(AveragesRequest request, CancellationToken cancellation = default);
}

/// <param name="Tokens">T, 1 to 16.</param>
/// <param name="Channels">C, 1 to 8.</param>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Example">The lecture's worked example in place of random numbers; the others are then its own.</param>
public sealed record AveragesRequest(int Tokens = 8, int Channels = 2, long Seed = 1337, bool Example = false);

/// <summary>x and what each form makes of it.</summary>
/// <param name="Input">x [T][C].</param>
/// <param name="Forms">Loop, product, softmax.</param>
/// <param name="Differences">Of the three pairs of results.</param>
/// <param name="LargeTokens">T of the larger size that was timed too.</param>
/// <param name="LargeChannels">C of it.</param>
public sealed record Averages(int Tokens, int Channels, float[][] Input, IReadOnlyList<AverageFormInfo> Forms, IReadOnlyList<AverageDifference> Differences, int LargeTokens, int LargeChannels);

/// <param name="Name">loop, product or softmax.</param>
/// <param name="Start">What the weights are made of [T][T]; minus infinity is null in JSON. Null for the loop.</param>
/// <param name="Weights">[T][T]; null for the loop, which has no matrix.</param>
/// <param name="FromEven">The largest difference of a weight from 1/(t+1) in float32; null for the loop.</param>
/// <param name="Result">[T][C].</param>
/// <param name="Microseconds">Fastest of several turns just now, at this size.</param>
/// <param name="LargeMicroseconds">The same at the larger size.</param>
public sealed record AverageFormInfo([property: AllowedValues("loop", "product", "softmax")] string Name, [property: MaybeNotFinite] float[][]? Start, float[][]? Weights, double? FromEven, float[][] Result, double Microseconds, double LargeMicroseconds);

/// <param name="A">A form's name.</param>
/// <param name="B">Another's.</param>
/// <param name="Largest">The largest difference of any number of their results.</param>
public sealed record AverageDifference(string A, string B, double Largest);

// What each stream of random numbers of a run is for, so that no two uses share one.
namespace AttentionLab.Core;

internal static class RandomStream
{
    public const ulong Sampler = 1;
    public const ulong Play = 2;
    public const ulong Dropout = 3;
    public const ulong TrainEstimate = 4;
    public const ulong ValidationEstimate = 5;
    public const ulong Batches = 6;
    public const ulong Tasks = 7;
    public const ulong Averages = 16;
    public const ulong Facts = 20;
    public const ulong RepeatedSequence = 24;

    /// <summary>Initial weights take one stream per parameter from here on.</summary>
    public const ulong Weights = 1UL << 32;
}

// data/races/ID.json: what a race is called, who races, and what all racers share.
namespace AttentionLab.Server.Racing;

public sealed record RaceRecord
{
    /// <summary>The layout that this server writes.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>The racers' runs, in the order of their lanes.</summary>
    public required IReadOnlyList<string> Runs { get; init; }
    public required string Corpus { get; init; }
    public required long Seed { get; init; }
    public required int Steps { get; init; }
    public required int Batch { get; init; }
    public required int Context { get; init; }
    public required string Probe { get; init; }
}

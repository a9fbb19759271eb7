// What every head of a run looked at, step by step, and which roles it took on.
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

/// <summary>Columns over the kept steps.</summary>
/// <param name="Rule">The rule by which a head has a role, for people.</param>
/// <param name="Least">The least score of a role, on the repeated random sequence.</param>
/// <param name="Lasting">For how many kept steps in a row a role must last to count as taken on.</param>
/// <param name="Steps">Kept steps, in order.</param>
/// <param name="Heads">Layer by layer, head by head.</param>
/// <param name="TakenOn">Roles that were taken on and lasted, in the order of their steps.</param>
public sealed record HeadHistory(string Rule, double Least, int Lasting, IReadOnlyList<int> Steps, IReadOnlyList<HeadColumn> Heads, IReadOnlyList<RoleTaken> TakenOn);

/// <summary>One head. Layer and head count from 0; columns are as long as the steps.</summary>
/// <param name="Roles">Its role at each step; role names of <see cref="RoleName"/>.</param>
/// <param name="Repeated">Scores on random tokens that are said twice; empty where the context is too short for that.</param>
/// <param name="Probe">Scores on the probe text of the time.</param>
public sealed record HeadColumn(int Layer, int Head, IReadOnlyList<RoleName> Roles, ScoreColumns? Repeated, ScoreColumns Probe);

/// <summary>Scores, 0 to 1 but for the distance (tokens); null where the text has no repetition to score on.</summary>
public sealed record ScoreColumns
{
    public required IReadOnlyList<float> PreviousToken { get; init; }
    public required IReadOnlyList<float> FirstToken { get; init; }
    public required IReadOnlyList<float?> DuplicateToken { get; init; }
    public required IReadOnlyList<float?> Induction { get; init; }
    public required IReadOnlyList<float> Entropy { get; init; }
    public required IReadOnlyList<float> Distance { get; init; }
}

/// <summary>A head has had a role from a step on, and kept it for as long as the rule asks.</summary>
public sealed record RoleTaken(int Step, int Layer, int Head, RoleName Role);

[JsonConverter(typeof(JsonStringEnumConverter<RoleName>))]
public enum RoleName
{
    /// <summary>None that is named here.</summary>
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("previousToken")] PreviousToken,
    [JsonStringEnumMemberName("firstToken")] FirstToken,
    [JsonStringEnumMemberName("duplicateToken")] DuplicateToken,
    [JsonStringEnumMemberName("induction")] Induction,
}

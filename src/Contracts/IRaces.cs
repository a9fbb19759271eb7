// What the pages may ask of races; the server implements it, pages call it in process.
namespace AttentionLab.Contracts;

/// <summary>Races as the dashboard sees them. A race changes with its runs, so <see cref="ILab.RunChanged"/> tells of it. Every call that can be refused throws <see cref="LabException"/>.</summary>
public interface IRaces
{
    /// <summary>All races, newest first.</summary>
    IReadOnlyList<RaceInfo> Races { get; }

    /// <summary>One race, or null when there is none of that id.</summary>
    RaceInfo? Find(string id);

    /// <summary>Creates a race with its runs and starts it. Refused while something else trains.</summary>
    Task<RaceInfo> Start(NewRace request, CancellationToken cancellation = default);

    /// <summary>Holds all racers after the step in progress.</summary>
    Task<RaceInfo> Pause(string id);

    /// <summary>Goes on with a paused, stopped or interrupted race; racers that are behind catch up first.</summary>
    Task<RaceInfo> Resume(string id);

    /// <summary>Each racer trains exactly <paramref name="count"/> steps beyond the foremost, then all pause.</summary>
    Task<RaceInfo> Step(string id, int count = 1);

    /// <summary>Ends the race after the step in progress and keeps everything trained so far.</summary>
    Task<RaceInfo> Stop(string id);

    /// <summary>Deletes a race. Refused while it trains.</summary>
    /// <param name="withRuns">Whether its runs go with it; otherwise they stay as single runs.</param>
    Task Delete(string id, bool withRuns);
}

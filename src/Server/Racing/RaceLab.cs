// Races as the pages call them: every call goes to the class whose job it is.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Racing;

public sealed class RaceLab(RaceStore races, RunStore runs, TrainingGroups groups, RacePlanner planner, CorpusShelf corpora, TrainingService training) : IRaces
{
    IReadOnlyList<RaceInfo> IRaces.Races => [.. races.All.Select(race => RaceStanding.Of(race, runs, timed: false))];

    public RaceInfo? Find(string id) => races.Find(id) is { } race ? RaceStanding.Of(race, runs, timed: true) : null;

    public async Task<RaceInfo> Start(NewRace request, CancellationToken cancellation = default)
    {
        var (race, plans) = await planner.Plan(request, cancellation);
        return await training.Do(session =>
        {
            session.Start(plans, race);
            return Standing(race.Id);
        });
    }

    public Task<RaceInfo> Pause(string id) => Ask(id, (session, group) => session.Pause(group));

    public async Task<RaceInfo> Resume(string id)
    {
        var corpus = await CorpusOf(id);
        return await Ask(id, (session, group) => session.Resume(group, corpus, null));
    }

    public async Task<RaceInfo> Step(string id, int count = 1)
    {
        StepCount.Check(count);
        var corpus = await CorpusOf(id);
        await training.StepsOf(session => session.Resume(groups.OfRace(id), corpus, count));
        return Standing(id);
    }

    public Task<RaceInfo> Stop(string id) => Ask(id, (session, group) => session.Stop(group));

    public Task Delete(string id, bool withRuns) => training.Do(session =>
    {
        session.DeleteRace(id, withRuns);
        return true;
    });

    private Task<RaceInfo> Ask(string id, Action<TrainingSession, TrainingGroup> verb) => training.Do(session =>
    {
        verb(session, groups.OfRace(id));
        return Standing(id);
    });

    private RaceInfo Standing(string id) => RaceStanding.Of(races.Get(id), runs, timed: true);

    /// <summary>The corpus of any racer: they share it.</summary>
    private Task<Corpus> CorpusOf(string id) => corpora.Of(runs.Get(races.Get(id).Runs[0]));
}

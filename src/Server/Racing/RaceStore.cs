// All races of the data folder; each is one small file beside its runs.
using System.Collections.Concurrent;
using System.Text.Json;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Racing;

/// <summary>Changed by the training thread, read by anyone. Every run names its race, so a file that is lost or damaged is made again from the runs.</summary>
public sealed class RaceStore
{
    private const string Ending = ".json";

    /// <summary>One without runs is not shown: its last one was deleted, and brings it back when it is had back.</summary>
    private readonly ConcurrentDictionary<string, RaceRecord> _races = new();
    private readonly string _folder;
    private readonly RunStore _runs;

    public RaceStore(DataFolder data, RunStore runs, ILogger<RaceStore> log)
    {
        (_folder, _runs) = (data.Races, runs);
        AtomicFile.RemoveLeftovers(_folder);
        bool canComeBack = Directory.Exists(data.Deleted) && Directory.EnumerateDirectories(data.Deleted).Any();
        foreach (string path in Directory.EnumerateFiles(_folder, "*" + Ending)) Load(path, canComeBack, log);
        foreach (var racers in runs.Infos.Where(run => run.Race is { } race && !_races.ContainsKey(race)).GroupBy(run => run.Race!).ToList())
            Restore(racers.Key, [.. racers.OrderBy(run => run.Created).ThenBy(run => run.Id, StringComparer.Ordinal)], log);
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RaceRecord> All => [.. _races.Values.Where(race => race.Runs.Count > 0).OrderByDescending(race => race.Created).ThenByDescending(race => race.Id, StringComparer.Ordinal)];

    public RaceRecord? Find(string id) => _races.GetValueOrDefault(id) is { Runs.Count: > 0 } race ? race : null;

    /// <exception cref="LabException">There is none of that id.</exception>
    public RaceRecord Get(string id) => Find(id) ?? throw new LabException(Refusal.NotFound, $"There is no race '{id}'; it may have been deleted.");

    /// <exception cref="IOException">The disk took nothing; there is no such race then.</exception>
    public void Add(RaceRecord race)
    {
        Write(race);
        _races[race.Id] = race;
    }

    /// <summary>Removes the race; its runs are left as they are.</summary>
    /// <exception cref="LabException">Its file cannot be removed.</exception>
    public void Remove(string id)
    {
        try
        {
            File.Delete(PathOf(id));
            _races.TryRemove(id, out _);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"The file of race '{id}' cannot be removed: {e.Message}");
        }
    }

    /// <summary>A run is gone, so its race goes on without it; with its last run the race is gone from sight, too.</summary>
    public void Leave(string id, string run)
    {
        if (Find(id) is { } race) Add(race with { Runs = [.. race.Runs.Where(racer => racer != run)] });
    }

    /// <summary>A run that was deleted is back: it takes its lane again, unless the race was taken apart.</summary>
    /// <returns>Whether it races.</returns>
    public bool Rejoin(string id, string run)
    {
        if (!_races.TryGetValue(id, out var race)) return false;
        if (!race.Runs.Contains(run)) Add(race with { Runs = [.. race.Runs.Append(run).OrderBy(racer => _runs.Info(racer)?.Created).ThenBy(racer => racer, StringComparer.Ordinal)] });
        return true;
    }

    private string PathOf(string id) => Path.Combine(_folder, id + Ending);

    private void Write(RaceRecord race) => AtomicFile.Write(PathOf(race.Id), stream => JsonSerializer.Serialize(stream, race, StoreJson.Indented));

    private void Load(string path, bool canComeBack, ILogger log)
    {
        try
        {
            var race = JsonSerializer.Deserialize<RaceRecord>(File.ReadAllBytes(path), StoreJson.Indented) ?? throw new InvalidDataException("it is empty");
            if (race.Format != RaceRecord.CurrentFormat) throw new InvalidDataException($"it has format {race.Format}; this server reads {RaceRecord.CurrentFormat}");
            if (race.Id != Path.GetFileNameWithoutExtension(path)) throw new InvalidDataException($"it belongs to race '{race.Id}'");
            race = race with { Runs = [.. race.Runs.Where(run => _runs.Info(run) is not null)] };
            if (race.Runs.Count > 0 || canComeBack) _races[race.Id] = race;
            else File.Delete(path); // nothing that was deleted can bring it back
        }
        catch (Exception e) when (DiskFault.Is(e) || e is JsonException or InvalidDataException)
        {
            log.LogWarning("Race {Path} cannot be read, so it is made again from its runs: {Reason}", path, e.Message);
        }
    }

    private void Restore(string id, IReadOnlyList<RunInfo> racers, ILogger log)
    {
        var first = racers[0];
        var race = new RaceRecord
        {
            Id = id,
            Name = $"Race of {racers.Count}",
            Created = first.Created,
            Runs = [.. racers.Select(run => run.Id)],
            Corpus = first.Corpus,
            Seed = first.Seed,
            Steps = first.Steps,
            Batch = first.Training.Batch,
            Context = first.Model.Context,
            Probe = first.Probe,
        };
        try
        {
            Add(race);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            log.LogWarning("Race {Race} is known from its runs but cannot be written: {Reason}", id, e.Message);
            _races[id] = race;
        }
    }
}

// The weights that inspecting and generating work on: a copy of what trains, or what a checkpoint holds.
using System.Collections.Concurrent;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Inference;

/// <summary>
/// Snapshots never change. While a run trains, viewers share one copy; none of them holds up training. A copy that is no longer fresh still
/// answers at once while the next one is made, so that nobody who types waits for the end of a step.
/// </summary>
public sealed class SnapshotSource(TrainingService training, TimeProvider clock)
{
    private const int KeptSnapshots = 6, HeldSnapshots = 4;
    private static readonly TimeSpan FreshFor = TimeSpan.FromMilliseconds(300), UsableFor = TimeSpan.FromSeconds(2), PatienceForFresh = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, (WeightSnapshot Weights, long At)> _live = new();
    private readonly ConcurrentDictionary<string, Task<WeightSnapshot?>> _asked = new();
    private readonly RecentlyUsed<(string Run, int Step), WeightSnapshot> _kept = new(KeptSnapshots), _held = new(HeldSnapshots);

    /// <param name="step">A kept step; null for the newest weights.</param>
    /// <exception cref="LabException">The step is not kept, or there are no weights yet.</exception>
    public async Task<WeightSnapshot> Get(Run run, int? step, CancellationToken cancellation)
    {
        if (step is { } asked) return await Task.Run(() => Kept(run, asked), cancellation);
        if (run.Info.Status != RunStatus.Running)
        {
            _live.TryRemove(run.Id, out _);
            if (run.Checkpoints.Newest is { } newest && newest == run.Info.Step) return await Task.Run(() => Kept(run, newest), cancellation);
        }
        return await Live(run, cancellation)
            ?? (run.Checkpoints.Newest is { } last ? await Task.Run(() => Kept(run, last), cancellation) : null)
            ?? throw new LabException(Refusal.Conflict, $"Run '{run.Info.Name}' has no weights yet: nothing of it was saved. Resume it to train it.");
    }

    /// <summary>Has weights found by their step for a while, although no checkpoint has them: a text goes on, or is compared, with the weights it began with.</summary>
    public void Hold(Run run, WeightSnapshot weights)
    {
        if (!_kept.TryGet((run.Id, weights.Step), out _)) _held.Add((run.Id, weights.Step), weights);
    }

    private WeightSnapshot Kept(Run run, int step)
    {
        if (_kept.TryGet((run.Id, step), out var snapshot)) return snapshot;
        using var file = run.Checkpoints.Open(step);
        if (file is null) return _held.TryGet((run.Id, step), out var held) ? held : throw NotKept(run, step);
        try
        {
            snapshot = WeightSnapshot.ReadSafetensors(file, run.Config);
        }
        catch (Exception e) when (e is ModelException or InvalidDataException or EndOfStreamException or System.Text.Json.JsonException)
        {
            throw LabException.Field("step", $"The weights of step {step} cannot be read: {e.Message}", Refusal.Unavailable);
        }
        _kept.Add((run.Id, step), snapshot);
        return snapshot;
    }

    private static LabException NotKept(Run run, int step)
    {
        var steps = run.Checkpoints.Steps;
        string available = steps.Count == 0 ? "no step's weights are kept yet" : $"weights are kept of step {string.Join(", ", steps)}";
        return LabException.Field("step", $"The weights of step {step} are not kept: {available}. Leave step out for the newest.", Refusal.NotFound);
    }

    private async Task<WeightSnapshot?> Live(Run run, CancellationToken cancellation)
    {
        bool has = _live.TryGetValue(run.Id, out var known);
        if (has && clock.GetElapsedTime(known.At) < FreshFor) return known.Weights;
        var fresh = _asked.GetOrAdd(run.Id, Ask);
        if (!has) return await fresh.WaitAsync(cancellation);
        if (clock.GetElapsedTime(known.At) < UsableFor) return known.Weights;
        try
        {
            return await fresh.WaitAsync(PatienceForFresh, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return known.Weights; // a step takes longer than a person should wait
        }
    }

    private async Task<WeightSnapshot?> Ask(string id)
    {
        try
        {
            var weights = await training.Do(session => session.Snapshot(id));
            if (weights is not null) _live[id] = (weights, clock.GetTimestamp());
            return weights;
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }
}

// One row of a head's attention on the probe text, in float32: from the newest capture, or computed where weights are kept.
using System.Globalization;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Live;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

/// <summary>Thread-safe. Asking reads memory or computes beside the training, which goes on as if nobody had asked.</summary>
public sealed class ExactRows(SnapshotSource snapshots, InferencePool pool)
{
    private const string Latest = "latest";
    private const int KeptCaptures = 4;

    /// <summary>A hand that moves over a text asks for its rows one after the other.</summary>
    private readonly RecentlyUsed<(string Run, int Step), Computed> _computed = new(KeptCaptures);

    /// <param name="step">A step as it came; null or "latest" for the newest that is there.</param>
    /// <exception cref="LabException">A place does not exist, or there is no weight of that step; then it names the nearest steps.</exception>
    public async Task<AttentionRow> Of(Run run, string? layer, string? head, string? row, string? step, CancellationToken cancellation)
    {
        if (!run.Config.Attends) throw new LabException(Refusal.NotFound, $"Run '{run.Info.Name}' has no attention to show: in its model no token gives weights to others.");
        var errors = new FieldErrors();
        int? asked = StepOf(run, step, errors);
        var capture = asked is { } wanted ? run.Captures.At(wanted) : run.Captures.Newest;
        int at = capture?.Step ?? asked ?? run.Checkpoints.Newest ?? run.Info.Step;
        int tokens = capture?.Tokens ?? run.Tokenizer.Encode(run.ProbeAt(at)).Length;
        int l = Place("layer", layer, run.Config.Layers, errors), h = Place("head", head, run.Config.Heads, errors), query = Place("row", row, tokens, errors);
        errors.ThrowIfAny();
        capture ??= await Compute(run, at, cancellation);
        int from = query * capture.Tokens, keys = run.Config.Mask ? query + 1 : capture.Tokens;
        return new(at, l, h, query, capture.Weights[l][h][from..(from + keys)]);
    }

    private static int? StepOf(Run run, string? given, FieldErrors errors)
    {
        if (given is null or Latest) return null;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int step)) return step;
        errors.Add("step", $"'{given}' is not a step; it must be '{Latest}' or a whole number {RangeText.Between(0, run.Info.Step)}.");
        return null;
    }

    private static int Place(string field, string? given, int count, FieldErrors errors)
    {
        string allowed = $"it must be a whole number {RangeText.Between(0, count - 1)}";
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < count) return place;
        errors.Add(field, string.IsNullOrEmpty(given) ? $"It is missing; {allowed}." : $"'{given}' does not exist; {allowed}.");
        return 0;
    }

    private async Task<WeightCapture> Compute(Run run, int step, CancellationToken cancellation)
    {
        if (!run.Checkpoints.Holds(step)) throw NotKept(run, step);
        string probe = run.ProbeAt(step);
        var weights = await snapshots.Get(run, step, cancellation);
        // A run that was trained again from an earlier checkpoint can have other weights at the same step.
        if (_computed.TryGet((run.Id, step), out var known) && ReferenceEquals(known.Weights, weights) && known.Probe == probe) return known.Capture;
        int[] ids = run.Tokenizer.Encode(probe); // (T)
        var capture = await pool.Use(run, weights, model => Cut(step, model.Capture(ids)), cancellation);
        _computed.Add((run.Id, step), new(weights, probe, capture));
        return capture;
    }

    private static WeightCapture Cut(int step, AttentionCapture capture) =>
        new(step, [.. Enumerable.Range(0, capture.Layers).Select(layer => Enumerable.Range(0, capture.Heads).Select(head => capture[layer, head].Weights).ToArray())]);

    private static LabException NotKept(Run run, int step)
    {
        // What trains has its newest steps for a moment only.
        int[] kept = [.. run.Checkpoints.Steps, .. run.Info.Status != RunStatus.Running && run.Captures.Newest is { } held ? [held.Step] : Array.Empty<int>()];
        int[] nearest = [.. kept.Where(other => other < step).Order().TakeLast(1), .. kept.Where(other => other > step).Order().Take(1)];
        string near = nearest.Length == 0 ? "no step's weights are kept yet" : $"nearest to it, weights are kept of step {string.Join(" and ", nearest)}";
        string message = $"There are no exact numbers of step {step}: {near}. Leave step out for the newest.";
        return new(Refusal.NotFound, message, new Dictionary<string, string> { ["step"] = message }) { Nearest = nearest };
    }

    private sealed record Computed(WeightSnapshot Weights, string Probe, WeightCapture Capture);
}

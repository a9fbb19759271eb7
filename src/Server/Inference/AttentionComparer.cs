// Answers how two heads differ on one text: captures both models, or one of them once, and subtracts.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

public sealed class AttentionComparer(RunStore runs, SnapshotSource snapshots, InferencePool pool)
{
    /// <exception cref="LabException">A capture does not exist, or the two cannot be subtracted; the message says why.</exception>
    public async Task<AttentionDifference> Difference(DifferenceRequest request, CancellationToken cancellation = default)
    {
        var errors = new FieldErrors();
        Run? a = Find("a", request.A, errors), b = Find("b", request.B, errors);
        errors.ThrowIfAny();
        var (idsA, idsB, dropped) = CommonTokens(a!, b!, request.Prompt ?? a!.Info.Probe);

        var snapshotA = await Snapshot("a", a!, request.A!.Step, cancellation);
        var captureA = await Capture(a!, snapshotA, idsA, cancellation);
        // One run at one step is captured once: while it trains, its newest weights are others a moment later.
        bool same = a == b && request.A.Step == request.B!.Step;
        var snapshotB = same ? snapshotA : await Snapshot("b", b!, request.B!.Step, cancellation);
        var captureB = same ? captureA : await Capture(b!, snapshotB, idsB, cancellation);

        bool masked = a!.Config.Mask && b!.Config.Mask;
        var headA = Head(a, snapshotA.Step, request.A, captureA, masked);
        var headB = Head(b!, snapshotB.Step, request.B!, captureB, masked);
        var difference = AttentionSubtraction.Subtract(headA.Weights, headB.Weights);
        return new AttentionDifference
        {
            A = headA,
            B = headB,
            Tokens = [.. idsA.Select(a.Tokenizer.TextOf)],
            Dropped = dropped,
            Masked = masked,
            Difference = difference,
            RowSums = AttentionSubtraction.RowSums(difference),
            Largest = AttentionSubtraction.LargestOf(headA.Weights, headB.Weights, difference),
            Moved = AttentionSubtraction.Moved(difference),
        };
    }

    private Run? Find(string side, CaptureChoice? choice, FieldErrors errors)
    {
        if (choice?.Run is not { Length: > 0 } id)
        {
            errors.Add($"{side}.run", "It is missing; give the id of a run.");
            return null;
        }
        if (id != RunInfo.RecordingId && runs.Info(id) is null) throw LabException.Field($"{side}.run", $"There is no run '{id}'; it may have been deleted.", Refusal.NotFound);
        var run = runs.Get(id);
        if (!run.Config.Attends)
        {
            errors.Add($"{side}.run", $"The model of '{run.Info.Name}' has no attention, so there is nothing to subtract.");
            return null;
        }
        Within($"{side}.layer", choice.Layer, run.Config.Layers, errors);
        Within($"{side}.head", choice.Head, run.Config.Heads, errors);
        return run;
    }

    private static void Within(string field, int? value, int count, FieldErrors errors)
    {
        if (value is { } given && (given < 0 || given >= count)) errors.Add(field, RangeText.NotAPlace(given, count));
    }

    /// <summary>The prompt's last tokens that fit both models, as each numbers them.</summary>
    /// <exception cref="LabException">One of them cannot read the prompt, or they cut it into different tokens.</exception>
    private static (int[] A, int[] B, int Dropped) CommonTokens(Run a, Run b, string prompt)
    {
        int[] idsA = Encode(a, prompt), idsB = Encode(b, prompt);
        if (!idsA.Select(a.Tokenizer.TextOf).SequenceEqual(idsB.Select(b.Tokenizer.TextOf)))
            throw LabException.Field("b.run", $"'{a.Info.Name}' and '{b.Info.Name}' cut the text into different tokens ({idsA.Length} and {idsB.Length}), so their matrices have no cells in common. Compare runs with the same kind of tokens.");
        int dropped = Math.Max(0, idsA.Length - Math.Min(a.Config.Context, b.Config.Context));
        return (idsA[dropped..], idsB[dropped..], dropped);
    }

    private static int[] Encode(Run run, string prompt)
    {
        try
        {
            return Prompts.Encode(prompt, run.Tokenizer);
        }
        catch (LabException refusal) when (refusal.Errors.TryGetValue("prompt", out string? why) && prompt.Length > 0)
        {
            throw LabException.Field("prompt", $"'{run.Info.Name}' cannot read it: {why}", refusal.Refusal);
        }
    }

    private async Task<WeightSnapshot> Snapshot(string side, Run run, int? step, CancellationToken cancellation)
    {
        try
        {
            return await snapshots.Get(run, step, cancellation);
        }
        catch (LabException refusal) when (refusal.Errors.TryGetValue("step", out string? why))
        {
            throw LabException.Field($"{side}.step", why, refusal.Refusal);
        }
    }

    private Task<AttentionCapture> Capture(Run run, WeightSnapshot weights, int[] ids, CancellationToken cancellation) =>
        pool.Use(run, weights, model => model.Capture(ids), cancellation);

    private static ComparedHead Head(Run run, int step, CaptureChoice choice, AttentionCapture capture, bool masked)
    {
        int layer = choice.Layer ?? 0, head = choice.Head ?? 0;
        return new(run.Id, run.Info.Name, step, layer, head, AttentionSubtraction.Rows(capture[layer, head].Weights, capture.Tokens, masked));
    }
}

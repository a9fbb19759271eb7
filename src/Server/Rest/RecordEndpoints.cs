// REST: what a run recorded: metrics, samples, attention frames.
using System.Globalization;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Rest;

/// <summary>Which steps have a frame, and which probe text each is of: the last whose FromStep is not after it.</summary>
public sealed record KeptFrames(IReadOnlyList<int> Steps, IReadOnlyList<ProbeTokens> Probes);

/// <summary>A probe text with its tokens.</summary>
public sealed record ProbeTokens(int FromStep, string Text, IReadOnlyList<string> Tokens);

public static class RecordEndpoints
{
    public static void MapRecords(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/runs/{id}");
        one.MapGet("/metrics", (string id, int? from, ILab lab) => lab.MetricsOf(id, from ?? 0)).WithSummary("Every recorded step in columns, from a step on.");
        one.MapGet("/samples", (string id, RunStore runs) => runs.Look(id).Samples.All).WithSummary("Texts the run wrote while it trained, oldest first.");
        one.MapGet("/heads", (string id, RunStore runs) => HeadHistories.Of(runs.Look(id))).WithSummary("What every head looked at, at the kept steps, and the roles it took on.");
        one.MapGet("/attention/steps", Steps).WithSummary("Steps whose attention frames are kept, and their probe texts.");
        one.MapGet("/attention", Attention).WithSummary("A packed frame (docs/protocol.md): step=latest or a kept step.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        one.MapGet("/attention/row", Row).WithName("AttentionRow").WithSummary("What one token of the probe text attends to in one head, in float32; the newest step, or one whose weights are kept.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<AttentionRow> Row(string id, string? layer, string? head, string? row, string? step, ExactRows rows, RunStore runs, CancellationToken cancellation) =>
        rows.Of(runs.Look(id), layer, head, row, step, cancellation);

    private static KeptFrames Steps(string id, RunStore runs)
    {
        var run = runs.Look(id);
        return new(run.Frames.Steps, [.. run.Record.Probes.Select(probe =>
            new ProbeTokens(probe.FromStep, probe.Text, [.. run.Tokenizer.Encode(probe.Text).Select(run.Tokenizer.TextOf)]))]);
    }

    private static IResult Attention(string id, string? step, RunStore runs)
    {
        var run = runs.Look(id);
        return Results.Bytes(step is null or "latest" ? Latest(run) : Kept(run, step), "application/octet-stream");
    }

    private static byte[] Latest(Run run) => run.Live.Newest?.Bytes ?? run.Frames.Newest()?.Bytes
        ?? throw new LabException(Refusal.NotFound, !run.Config.Attends
            ? $"Run '{run.Info.Name}' has no attention to show: in its model no token gives weights to others."
            : $"Run '{run.Info.Name}' has no frame yet.");

    private static byte[] Kept(Run run, string asked)
    {
        if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int step))
            throw LabException.Field("step", $"'{asked}' is not a step; it must be 'latest' or one of the kept steps (attention/steps lists them).");
        if (run.Frames.Read(step) is { } frame) return frame;
        var steps = run.Frames.Steps;
        if (steps.Count == 0) throw LabException.Field("step", $"The frame of step {step} is not kept: no frames are kept yet.", Refusal.NotFound);
        var before = steps.Where(kept => kept < step).DefaultIfEmpty(-1).Last();
        var after = steps.FirstOrDefault(kept => kept > step, -1);
        string near = string.Join(" and ", new[] { before, after }.Where(kept => kept >= 0).Select(kept => kept.ToString(CultureInfo.InvariantCulture)));
        throw LabException.Field("step", $"The frame of step {step} is not kept; nearest to it: {near} ({steps.Count} are kept, attention/steps lists them).", Refusal.NotFound);
    }
}

// REST: a run's weights, metrics, attention and whole folder as files.
using System.IO.Compression;
using System.Text;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

public static class ExportEndpoints
{
    private const string Zip = "application/zip", Binary = "application/octet-stream", Csv = "text/csv; charset=utf-8", Json = "application/json";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void MapExports(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/{id}/exports", (string id, IExchange exchange) => exchange.ExportsOf(id)).WithSummary("The files that a run can be had as, and their sizes.");
        var one = api.MapGroup("/runs/{id}/export");
        one.MapGet("/" + Exports.Weights, Weights).WithSummary("model.safetensors and config.json in a zip: the newest weights, or a kept step's.").Produces(StatusCodes.Status200OK, contentType: Zip);
        one.MapGet("/" + WeightExport.WeightsName, SafetensorsOf).WithSummary("The weights alone, as safetensors.").Produces(StatusCodes.Status200OK, contentType: Binary);
        one.MapGet("/" + WeightExport.ConfigName, ConfigOf).WithSummary("What the weights are the weights of, and the vocabulary.").Produces(StatusCodes.Status200OK, contentType: Json);
        one.MapGet("/" + Exports.MetricsTable, MetricsTable).WithSummary("Every recorded step as CSV.").Produces(StatusCodes.Status200OK, contentType: "text/csv");
        one.MapGet("/" + Exports.MetricsEvents, Events).WithSummary("Every recorded step as a TensorBoard event file.").Produces(StatusCodes.Status200OK, contentType: Binary);
        one.MapPost("/" + Exports.MatrixTable, MatrixTable).WithSummary("One head's attention weights over a prompt as CSV; body as for inspect, with layer and head.").Produces(StatusCodes.Status200OK, contentType: "text/csv");
        one.MapPost("/" + Exports.MatrixArray, MatrixArray).WithSummary("Attention weights over a prompt as NPY, float32: one head's, or all without layer and head.").Produces(StatusCodes.Status200OK, contentType: Binary);
        one.MapGet("/" + Exports.Archive, Archive).WithSummary("The whole run as a zip that another lab imports.").Produces(StatusCodes.Status200OK, contentType: Zip);
    }

    private static async Task<IResult> Weights(string id, int? step, RunStore runs, SnapshotSource snapshots, CancellationToken cancellation)
    {
        var (run, weights) = await Snapshot(id, step, runs, snapshots, cancellation);
        return new Download(Exports.FileName(run.Info, weights.Step, Exports.Weights), Zip, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            using (var config = zip.CreateEntry(WeightExport.ConfigName).Open()) WeightExport.WriteConfig(weights, run.Tokenizer, config);
            using var file = zip.CreateEntry(WeightExport.WeightsName, CompressionLevel.NoCompression).Open();
            WeightExport.WriteWeights(weights, file);
        });
    }

    private static async Task<IResult> SafetensorsOf(string id, int? step, RunStore runs, SnapshotSource snapshots, CancellationToken cancellation)
    {
        var (_, weights) = await Snapshot(id, step, runs, snapshots, cancellation);
        return new Download(new(WeightExport.WeightsName), Binary, stream => WeightExport.WriteWeights(weights, stream));
    }

    private static async Task<IResult> ConfigOf(string id, int? step, RunStore runs, SnapshotSource snapshots, CancellationToken cancellation)
    {
        var (run, weights) = await Snapshot(id, step, runs, snapshots, cancellation);
        return new Download(new(WeightExport.ConfigName), Json, stream => WeightExport.WriteConfig(weights, run.Tokenizer, stream));
    }

    private static Download MetricsTable(string id, RunStore runs)
    {
        var run = runs.Get(id);
        var lines = run.Metrics.Lines();
        return new Download(Exports.FileName(run.Info, null, Exports.MetricsTable), Csv, stream =>
        {
            using var text = new StreamWriter(stream, Utf8, leaveOpen: true);
            MetricsCsv.Write(lines, text);
        });
    }

    private static Download Events(string id, RunStore runs)
    {
        var run = runs.Get(id);
        var lines = run.Metrics.Lines();
        // TensorBoard takes a file for its own by "tfevents" in the name.
        string name = FormattableString.Invariant($"events.out.tfevents.{run.Info.Created.ToUnixTimeSeconds()}.{run.Id}");
        return new Download(new(name), Binary, stream => MetricsEvents.Write(lines, run.Info.Created, run.Info.Training.Batch * run.Info.Model.Context, stream));
    }

    private static async Task<IResult> MatrixTable(string id, InspectRequest request, RunStore runs, ILab lab, CancellationToken cancellation)
    {
        if (request is not { Layer: { } layer, Head: { } head }) throw LabException.Field("layer", "A table holds one head: give layer and head. The NPY file can hold all of them.");
        var inspection = await lab.Inspect(id, request, cancellation);
        return new Download(MatrixName(runs.Get(id), inspection, request, Exports.MatrixTable), Csv, stream =>
        {
            using var text = new StreamWriter(stream, Utf8, leaveOpen: true);
            MatrixFiles.WriteCsv(inspection, layer, head, text);
        });
    }

    private static async Task<IResult> MatrixArray(string id, InspectRequest request, RunStore runs, ILab lab, CancellationToken cancellation)
    {
        var inspection = await lab.Inspect(id, request, cancellation);
        if (inspection.Layers == 0) throw new LabException(Refusal.Conflict, "This model has no attention, so there is no matrix to take out.");
        return new Download(MatrixName(runs.Get(id), inspection, request, Exports.MatrixArray), Binary, stream =>
            MatrixFiles.WriteNpy(inspection, request is { Layer: { } layer, Head: { } head } ? (layer, head) : null, stream));
    }

    private static Download Archive(string id, RunStore runs, UploadedTexts texts)
    {
        var run = runs.Get(id);
        return new Download(Exports.FileName(run.Info, run.Info.Step, Exports.Archive), Zip, stream => RunArchive.Write(run, texts.Open(run.Record.Corpus.Id, run.Record.Corpus.Sha256), stream));
    }

    private static async Task<(Run Run, WeightSnapshot Weights)> Snapshot(string id, int? step, RunStore runs, SnapshotSource snapshots, CancellationToken cancellation)
    {
        var run = runs.Get(id);
        return (run, await snapshots.Get(run, step, cancellation));
    }

    /// <summary>Layers and heads count from 1 there, as on the page.</summary>
    private static DownloadName MatrixName(Run run, Inspection inspection, InspectRequest request, string what) =>
        Exports.FileName(run.Info, inspection.Step, request is { Layer: { } layer, Head: { } head } ? FormattableString.Invariant($"layer-{layer + 1}-head-{head + 1}-{what}") : what);
}

// What is taken out of a run is what the run has: weights, metrics, attention, and the whole of it.
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Exchange;

public sealed class ExportTests : IClassFixture<LabServer>, IAsyncLifetime
{
    private static RunInfo? trained;
    private readonly LabServer _server;

    public ExportTests(LabServer server) => _server = server;

    private static RunInfo Run => trained!;

    public async Task InitializeAsync() => trained = _server.Lab.Runs.FirstOrDefault() ?? await _server.StartAndFinish(LabServer.Tiny(12) with { Name = "Rosmarin & Thyme" });

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Weights_OfARun_AreItsNewestCheckpoint()
    {
        using var answer = await _server.Http.GetAsync($"/api/runs/{Run.Id}/export/weights.zip");
        Assert.Equal("rosmarin-thyme-step-12-weights.zip", answer.Content.Headers.ContentDisposition!.FileName);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["config.json", "model.safetensors"], zip.Entries.Select(entry => entry.FullName));
        using var file = new MemoryStream();
        using (var entry = zip.GetEntry("model.safetensors")!.Open()) entry.CopyTo(file);
        file.Position = 0;
        var weights = WeightSnapshot.ReadSafetensors(file, _server.Run(Run.Id).Config);
        using var checkpoint = _server.Run(Run.Id).Checkpoints.Open(12)!;
        var kept = WeightSnapshot.ReadSafetensors(checkpoint, _server.Run(Run.Id).Config);
        Assert.Equal(12, weights.Step);
        Assert.Equal(kept.Tensors.Count, weights.Tensors.Count);
        Assert.All(kept.Tensors, tensor => Assert.Equal(tensor.Value.Data, weights.Tensors[tensor.Key].Data));
        using var config = JsonDocument.Parse(zip.GetEntry("config.json")!.Open());
        Assert.Equal(12, config.RootElement.GetProperty("step").GetInt32());
        Assert.Equal(65, config.RootElement.GetProperty("tokenizer").GetProperty("symbols").GetArrayLength());
    }

    [Theory]
    [InlineData("Größe 2", "größe-2-metrics.csv")]
    [InlineData("注意を学ぶ", "注意を学ぶ-metrics.csv")]
    [InlineData("ध्यान", "ध्यान-metrics.csv")]
    [InlineData("🎉 !", null)]
    public async Task Metrics_OfARunWhoseNameIsNotAscii_AreCalledByItAndInAsciiByItsId(string name, string? full)
    {
        await _server.Lab.Change(Run.Id, new() { Name = name });
        try
        {
            using var answer = await _server.Http.GetAsync($"/api/runs/{Run.Id}/export/metrics.csv");
            var disposition = answer.Content.Headers.ContentDisposition!;
            Assert.Equal($"{Run.Id}-metrics.csv", disposition.FileName);
            Assert.Equal(full, disposition.FileNameStar);
        }
        finally
        {
            await _server.Lab.Change(Run.Id, new() { Name = Run.Name });
        }
    }

    [Fact]
    public async Task Weights_OfAStepThatIsNotKept_AreRefused()
    {
        var problem = await Problem.Of(await _server.Http.GetAsync($"/api/runs/{Run.Id}/export/weights.zip?step=7"));
        Assert.Equal(404, problem.Status);
        Assert.Contains("step 12", problem.Errors["step"]);
    }

    [Fact]
    public async Task Metrics_AsCsv_HoldEveryStepWithEveryDigit()
    {
        string[] rows = (await _server.Http.GetStringAsync($"/api/runs/{Run.Id}/export/metrics.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] names = rows[0].Split(',');
        var metrics = _server.Lab.MetricsOf(Run.Id);
        var cells = rows.Skip(1).Select(row => row.Split(',')).ToDictionary(row => int.Parse(row[0], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, 13), cells.Keys);
        int loss = Array.IndexOf(names, "train_loss"), validation = Array.IndexOf(names, "estimated_validation_loss"), time = Array.IndexOf(names, "time");
        Assert.Equal(metrics.TrainLoss, Enumerable.Range(1, 12).Select(step => double.Parse(cells[step][loss], CultureInfo.InvariantCulture)));
        Assert.Equal(metrics.Eval.ValLoss, metrics.Eval.Step.Select(step => double.Parse(cells[step][validation], CultureInfo.InvariantCulture)));
        var times = Enumerable.Range(1, 12).Select(step => DateTimeOffset.Parse(cells[step][time], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[0], Run.Created.AddSeconds(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Metrics_ForTensorBoard_AreNamedSoThatItTakesThem()
    {
        using var answer = await _server.Http.GetAsync($"/api/runs/{Run.Id}/export/metrics.tfevents");
        Assert.StartsWith("events.out.tfevents.", answer.Content.Headers.ContentDisposition!.FileName);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        int records = 0;
        for (int at = 0; at < bytes.Length; records++) at += 16 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
        Assert.Equal(1 + 12 + _server.Lab.MetricsOf(Run.Id).Eval.Step.Count, records);
    }

    [Fact]
    public async Task Matrix_AsNpy_IsTheInspectionsFloatForFloat()
    {
        var request = new InspectRequest { Prompt = "To be", Layer = 1, Head = 2 };
        var inspection = await _server.Lab.Inspect(Run.Id, request);
        var (shape, one) = await Npy(request);
        Assert.Equal("(5, 5)", shape);
        for (int query = 0; query < 5; query++)
            for (int key = 0; key < 5; key++)
                Assert.Equal(key <= query ? inspection.Weights[1][2][query][key] : 0f, one[query * 5 + key]);
        var (all, every) = await Npy(new InspectRequest { Prompt = "To be" });
        Assert.Equal("(3, 4, 5, 5)", all);
        Assert.Equal(one, every[((1 * 4 + 2) * 25)..((1 * 4 + 3) * 25)]);
    }

    [Fact]
    public async Task Matrix_AsCsv_NamesTokensAndKeepsEveryDigit()
    {
        var inspection = await _server.Lab.Inspect(Run.Id, new() { Prompt = "a\nb" });
        using var answer = await _server.Http.PostAsJsonAsync($"/api/runs/{Run.Id}/export/attention.csv", new { prompt = "a\nb", layer = 0, head = 0 });
        string table = await answer.Content.ReadAsStringAsync();
        string cell(int query, int key) => inspection.Weights[0][0][query][key].ToString("R", CultureInfo.InvariantCulture);
        Assert.Equal($"query\\key,\"a\",\"\n\",\"b\"\r\n\"a\",1,,\r\n\"\n\",{cell(1, 0)},{cell(1, 1)},\r\n\"b\",{cell(2, 0)},{cell(2, 1)},{cell(2, 2)}\r\n", table);
        var problem = await Problem.Post(_server.Http, $"/api/runs/{Run.Id}/export/attention.csv", """{"prompt":"a"}""");
        Assert.Contains("layer and head", problem.Errors["layer"]);
    }

    [Fact]
    public async Task Exports_OfARun_SayWhatEachHoldsAndItsSize()
    {
        var offers = (await _server.Http.GetFromJsonAsync<ExportOffer[]>($"/api/runs/{Run.Id}/exports", RestJson.Options))!;
        Assert.Equal(4 * Run.Parameters, offers.Single(offer => offer.File == "weights.zip").Bytes);
        Assert.All(offers, offer => Assert.True(offer is { Contains.Length: > 20, Missing: null }));
        foreach (var offer in offers)
        {
            using var answer = await _server.Http.GetAsync($"/api/runs/{Run.Id}/export/{offer.File}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
            if (offer.Bytes is { } size) Assert.InRange(bytes.Length, size / 2, size * 2);
        }
    }

    [Fact]
    public async Task Export_OfNoRun_IsNotFound()
    {
        foreach (string path in new[] { "exports", "export/weights.zip", "export/run.zip", "export/metrics.csv" })
            Assert.Equal(404, (await Problem.Of(await _server.Http.GetAsync($"/api/runs/nobody/{path}"))).Status);
    }

    private async Task<(string Shape, float[] Cells)> Npy(InspectRequest request)
    {
        using var answer = await _server.Http.PostAsJsonAsync($"/api/runs/{Run.Id}/export/attention.npy", request, RestJson.Options);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        int begin = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, begin % 64);
        string header = Encoding.ASCII.GetString(bytes[10..begin]);
        Assert.EndsWith("\n", header);
        Assert.Contains("'descr': '<f4', 'fortran_order': False", header);
        var cells = new float[(bytes.Length - begin) / 4];
        for (int i = 0; i < cells.Length; i++) cells[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(begin + 4 * i));
        return (header[(header.IndexOf("'shape': ", StringComparison.Ordinal) + 9)..header.IndexOf(", }", StringComparison.Ordinal)], cells);
    }
}

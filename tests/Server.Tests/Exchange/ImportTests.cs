// Runs and models come in whole and answer as where they came from, or are refused and leave nothing behind.
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Exchange;

public sealed class ImportTests : IClassFixture<LabServer>, IAsyncLifetime
{
    private static RunInfo? trained;
    private static byte[]? exported;
    private readonly LabServer _server;

    public ImportTests(LabServer server) => _server = server;

    public async Task InitializeAsync()
    {
        trained ??= await _server.StartAndFinish(LabServer.Tiny(12) with { Name = "Traveller" });
        exported ??= await _server.Http.GetByteArrayAsync($"/api/runs/{trained.Id}/export/run.zip");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Import_OfAnExportedRun_IsThatRunUnderANewId()
    {
        using var other = new LabServer();
        var run = await Created(other, Archive(exported!));
        Assert.NotEqual(trained!.Id, run.Id);
        Assert.Equal(trained with { Id = run.Id, Origin = run.Origin, ProbeTokens = run.ProbeTokens, Tags = run.Tags }, run);
        Assert.Equal("archive of a run", run.Origin);
        foreach (string path in new[] { "metrics", "samples", "attention/steps" })
            Assert.Equal(await _server.Http.GetStringAsync($"/api/runs/{trained.Id}/{path}"), await other.Http.GetStringAsync($"/api/runs/{run.Id}/{path}"));
        Assert.Equal(await _server.Http.GetByteArrayAsync($"/api/runs/{trained.Id}/attention"), await other.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention"));
        Assert.Equal(await Inspected(_server, trained.Id), await Inspected(other, run.Id));
        Assert.NotEqual(run.Id, (await Created(other, Archive(exported!))).Id);
    }

    [Fact]
    public async Task Import_OfARunHeldHalfway_GoesOnAsTheOriginalDoes()
    {
        using var first = new LabServer();
        var half = await first.Lab.Start(LabServer.Tiny(1_000_000));
        await first.Lab.Pause(half.Id);
        if (first.Lab.Find(half.Id)!.Step == 0) await first.Lab.Step(half.Id, 5);
        using var other = new LabServer();
        var run = await Created(other, Archive(await first.Http.GetByteArrayAsync($"/api/runs/{half.Id}/export/run.zip")));
        int end = await other.GoOn(run.Id, 40);
        Assert.Equal((await first.Uninterrupted(LabServer.Tiny(1_000_000), end)).TrainLoss.Take(end), other.Lab.MetricsOf(run.Id).TrainLoss);
    }

    [Fact]
    public async Task Import_OfARunOnAnUploadedText_BringsTheTextAndGoesOn()
    {
        using var first = new LabServer();
        string text = string.Concat(Enumerable.Repeat("Ein Käse, zwei Käse; 美味しい\n", 40));
        var corpus = await first.Lab.AddCorpus("Käse", new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var half = await first.Lab.Start(LabServer.Tiny(1_000_000) with { Corpus = corpus.Id });
        await first.Lab.Pause(half.Id);
        byte[] archive = await first.Http.GetByteArrayAsync($"/api/runs/{half.Id}/export/run.zip");
        using (var zip = new ZipArchive(new MemoryStream(archive)))
            Assert.Equal(text, new StreamReader(zip.GetEntry("corpus.txt")!.Open()).ReadToEnd());

        using var other = new LabServer();
        var run = await Created(other, Archive(archive));
        Assert.Equal(corpus, other.Lab.Corpora.Single(known => known.Id == run.Corpus));
        Assert.False(File.Exists(Path.Combine(other.Run(run.Id).Folder, "corpus.txt")));
        int end = await other.GoOn(run.Id, 40);
        Assert.Equal((await first.Uninterrupted(LabServer.Tiny(1_000_000) with { Corpus = corpus.Id }, end)).TrainLoss.Take(end), other.Lab.MetricsOf(run.Id).TrainLoss);
        Assert.Equal(corpus.Id, (await Created(other, Archive(archive))).Corpus);

        using var third = new LabServer(); // has the text under another name
        var named = await third.Lab.AddCorpus("Cheese", new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(named.Id, (await Created(third, Archive(archive))).Corpus);
        Assert.Single(third.Lab.Corpora, known => known.Kind == "text");
    }

    [Fact]
    public async Task Import_WithAnotherText_IsRefused()
    {
        await Refused(Changed(zip => Put(zip, "corpus.txt", "another text")), "corpus.txt is not the text that the run was trained on");
        Assert.DoesNotContain(_server.Lab.Corpora, known => known.Kind == "text");
    }

    [Fact]
    public async Task Import_WithATextThatIsTooLarge_IsRefused()
    {
        using var server = new LabServer(null, ("Lab:MaxUploadBytes", "1000"));
        await Refused(Changed(zip => Put(zip, "corpus.txt", new string('a', 1001))), "more than 1,000 bytes", server, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("../../outside.txt")]
    [InlineData("/etc/outside")]
    [InlineData("checkpoints/../run.json")]
    [InlineData("checkpoints/step-07.safetensors")]
    [InlineData("checkpoints\\step-7.safetensors")]
    [InlineData("RUN.JSON")]
    [InlineData("notes.txt")]
    public async Task Import_EntryThatNoRunHas_IsRefusedByName(string name) =>
        await Refused(Changed(zip => Put(zip, name, "x")), name);

    [Fact]
    public async Task Import_EntryTwice_IsRefused() => await Refused(Changed(zip => Put(zip, "metrics.jsonl", "")), "twice");

    [Theory]
    [InlineData("format", "2", "format 2, of another version")]
    [InlineData("format", "\"x\"", "run.json")]
    [InlineData("name", "\"\"", "name")]
    [InlineData("name", "null", "run.json cannot be read")]
    [InlineData("probes", "[]", "no probe text")]
    [InlineData("probes", "[null]", "is null")]
    [InlineData("step", "13", "13 of 12")]
    [InlineData("step", "-1", "-1 of 12")]
    [InlineData("parameters", "7", "7 is wrong")]
    [InlineData("status", "\"dreaming\"", "run.json cannot be read")]
    [InlineData("tokenizer", "{\"kind\":\"runes\"}", "runes")]
    [InlineData("tokenizer", "{\"kind\":\"characters\",\"symbols\":[\"a\",\"b\"]}", "2 tokens")]
    [InlineData("tokenizer", "{\"kind\":\"characters\",\"symbols\":[null]}", "is null")]
    [InlineData("corpus", "null", "run.json cannot be read")]
    [InlineData("learningRate", "-1", "learningRate")]
    [InlineData("threads", "0", "1 to 1,024")]
    [InlineData("threads", "100000", "1 to 1,024")]
    public async Task Import_RecordThatIsNotSound_NamesTheField(string field, string json, string said) =>
        await Refused(Changed(zip => Edit(zip, record => record[field] = JsonNode.Parse(json))), said);

    [Theory]
    [InlineData("layers", "4", "parameters")]
    [InlineData("channels", "2000000000", "channels")]
    [InlineData("mixer", "\"blender\"", "blender")]
    public async Task Import_ModelThatIsNotSound_NamesTheField(string field, string json, string said) =>
        await Refused(Changed(zip => Edit(zip, record => record["model"]![field] = JsonNode.Parse(json))), said);

    [Theory]
    [InlineData("run.json", "holds no run.json")]
    [InlineData("attention.idx", "go together")]
    public async Task Import_WithoutAFile_SaysWhich(string missing, string said) => await Refused(Changed(zip => zip.GetEntry(missing)!.Delete()), said);

    [Theory]
    [InlineData("metrics.jsonl", "{\"step\":1}\n{broken\n", "1 lines that cannot be read")]
    [InlineData("metrics.jsonl", "{\"step\":99}\n", "outside of 0 to 12")]
    [InlineData("samples.jsonl", "{\"step\":1}\n", "samples.jsonl")]
    [InlineData("attention.idx", "0123456789abcdef", "attention.bin does not hold")]
    [InlineData("run.json", "not json", "run.json cannot be read")]
    [InlineData("run.json", "[]", "names no format")]
    [InlineData("checkpoints/step-12.safetensors", "short", "has 5 bytes")]
    public async Task Import_DamagedFile_SaysWhich(string name, string content, string said) => await Refused(Changed(zip =>
    {
        zip.GetEntry(name)!.Delete();
        Put(zip, name, content);
    }), said);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public async Task Import_WeightsThatAreNoNumbers_AreRefused(float spoilt, string said) => await Refused(ChangedCheckpoint(bytes =>
    {
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), spoilt);
        return bytes;
    }), said);

    [Fact]
    public async Task Import_WeightsOfAnotherShape_AreRefused() =>
        await Refused(ChangedCheckpoint(bytes => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\"shape\":[65,32]", "\"shape\":[32,65]"))), "shape");

    [Fact]
    public async Task Import_CheckpointOfAnotherStep_IsRefused() => await Refused(Changed(zip =>
    {
        using (var from = zip.GetEntry("checkpoints/step-12.safetensors")!.Open())
        using (var to = zip.CreateEntry("checkpoints/step-11.safetensors").Open()) from.CopyTo(to);
    }), "step 12, not 11");

    [Fact]
    public async Task Import_Bomb_IsRefusedBeforeItIsUnpacked()
    {
        byte[] bomb = Changed(zip =>
        {
            zip.GetEntry("attention.bin")!.Delete();
            using var entry = zip.CreateEntry("attention.bin", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 400; i++) entry.Write(zeros);
        });
        Assert.True(bomb.Length < 2_000_000);
        using var small = new LabServer(null, ("Lab:MaxImportBytes", "20000000"));
        await Refused(bomb, "unpacks to more than", small, HttpStatusCode.RequestEntityTooLarge);
        await Refused(new byte[20_200_000], "larger than 20,000,000 bytes", small, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(0xA000)] // a link
    [InlineData(0x2000)] // a device
    public async Task Import_EntryThatIsNoOrdinaryFile_IsRefused(int kind) => await Refused(Changed(zip =>
    {
        zip.GetEntry("samples.jsonl")!.Delete();
        Put(zip, "samples.jsonl", "/etc/passwd");
        zip.GetEntry("samples.jsonl")!.ExternalAttributes = (kind | 0x1FF) << 16;
    }), "as a link or a device");

    [Theory]
    [InlineData("upload-0")]
    [InlineData("attention.bin")]
    [InlineData("run.json")]
    public async Task Import_DiskFull_SaysSoAndLeavesNothingWhileTrainingGoesOn(string file)
    {
        var training = await _server.StartEndless();
        int before = _server.Lab.Runs.Count;
        using (new FaultyDisk(DiskMoment.Write, Path.Combine(_server.Data, "runs", ".importing-"), ending: file))
        {
            using var answer = await _server.Http.PostAsync("/api/runs/import", Archive(exported!));
            var problem = await Problem.Of(answer);
            Assert.Equal(503, problem.Status);
            Assert.Equal($"The import cannot be kept: {FaultyDisk.Full} Nothing was changed.", problem.Detail);
        }
        Assert.Equal(before, _server.Lab.Runs.Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_server.Data, "runs"), ".importing-*"));
        int step = _server.Lab.Find(training.Id)!.Step;
        await _server.Until(training.Id, info => info.Status == RunStatus.Running && info.Step > step);
        await _server.Lab.Stop(training.Id);
        await _server.Lab.Delete(training.Id);
    }

    [Fact]
    public async Task Import_ManyEntries_IsRefused() => await Refused(Changed(zip =>
    {
        for (int i = 0; i < 1_200; i++) zip.CreateEntry(FormattableString.Invariant($"checkpoints/step-{i + 100}.safetensors"));
    }), "files", _server, HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task Import_TruncatedArchive_IsRefused()
    {
        for (int length = 0; length < exported!.Length; length += exported.Length / 12) await Refused(exported[..length], "archive");
    }

    [Fact]
    public void Start_WithWhatAnImportLeft_RemovesIt()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["runs/.importing-x/run"]);
        using var server = new LabServer(folder.Path);
        Assert.Empty(server.Lab.Runs);
        Assert.Empty(Directory.GetDirectories(folder["runs"]));
    }

    /// <summary>Refused with a sentence; no run is there that was not before, and no file.</summary>
    private async Task Refused(byte[] archive, string said, LabServer? server = null, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        server ??= _server;
        int before = server.Lab.Runs.Count;
        using var answer = await server.Http.PostAsync("/api/runs/import", Archive(archive));
        var problem = await Problem.Of(answer);
        Assert.Equal((int)status, problem.Status);
        Assert.Contains(said, problem.Errors["file"]);
        Assert.Equal(before, server.Lab.Runs.Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(server.Data, "runs"), ".importing-*"));
        Assert.Equal(before, Directory.GetDirectories(Path.Combine(server.Data, "runs")).Length);
    }

    private static async Task<string> Inspected(LabServer server, string id)
    {
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{id}/inspect", new { prompt = "To be" });
        return await answer.Content.ReadAsStringAsync();
    }

    private static byte[] Changed(Action<ZipArchive> change)
    {
        var stream = new MemoryStream();
        stream.Write(exported!);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return stream.ToArray();
    }

    private static byte[] ChangedCheckpoint(Func<byte[], byte[]> change) => Changed(zip =>
    {
        var entry = zip.GetEntry("checkpoints/step-12.safetensors")!;
        var bytes = new MemoryStream();
        using (var from = entry.Open()) from.CopyTo(bytes);
        entry.Delete();
        using var to = zip.CreateEntry("checkpoints/step-12.safetensors").Open();
        to.Write(change(bytes.ToArray()));
    });

    private static void Edit(ZipArchive zip, Action<JsonNode> change)
    {
        var entry = zip.GetEntry("run.json")!;
        JsonNode record;
        using (var from = entry.Open()) record = JsonNode.Parse(from)!;
        change(record);
        entry.Delete();
        Put(zip, "run.json", record.ToJsonString());
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static ByteArrayContent Archive(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/zip") } };

    private static async Task<RunInfo> Created(LabServer server, HttpContent content)
    {
        using var answer = await server.Http.PostAsync("/api/runs/import", content);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RunInfo>(RestJson.Options))!;
    }
}

// The recording that comes with the lab: a real run, small enough for a first visit, to be looked at and not to be touched.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AttentionLab.Server.Live;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class RecordingTests(LabServer server) : IClassFixture<LabServer>
{
    private const string Path = "/api/runs/recording";
    private const int MostBytes = 700_000, MostFrames = 24, MostBytesOfAFirstVisit = 100_000;

    private RunInfo Info => server.Lab.Recording!;

    [Fact]
    public async Task GetRun_OfTheRecording_SaysWhatItIs()
    {
        var run = (await server.Http.GetFromJsonAsync<RunInfo>(Path, RestJson.Options))!;
        Assert.Equal(("recording", "Recording: Small, 2,000 steps", RunStatus.Finished, true, false), (run.Id, run.Name, run.Status, run.IsRecording, run.HasWeights));
        Assert.Equal((2000, 2000, 1337, "small", "tiny-shakespeare", true), (run.Step, run.Steps, run.Seed, run.Preset, run.Corpus, run.Training.EarlyEstimates));
        Assert.Contains(run.Engine, EngineNames.All);
        Assert.InRange(run.Created, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.UtcNow);
        Assert.Equal(64, run.ProbeTokens.Count);
    }

    [Fact]
    public async Task Recording_IsInNoList()
    {
        Assert.DoesNotContain(server.Lab.Runs, run => run.IsRecording);
        Assert.DoesNotContain("\"recording\"", await server.Http.GetStringAsync("/api/runs"));
        Assert.DoesNotContain("\"recording\"", await server.Http.GetStringAsync("/api/disk"));
    }

    [Fact]
    public async Task Curve_OfTheRecording_HoldsEveryStepAndEstimate()
    {
        var metrics = server.Lab.MetricsOf("recording");
        Assert.Equal(Enumerable.Range(1, 2000), metrics.Step);
        Assert.All(metrics.TrainLoss, loss => Assert.InRange(loss, 1, 5));
        Assert.Equal([1, 10, 25, 50, 100, 250, 500, 750, 1000, 1250, 1500, 1750, 2000], metrics.Eval.Step);
        Assert.Equal((Info.ValLoss, Info.EvalStep), (metrics.Eval.ValLoss[^1], 2000));
        Assert.InRange(Info.ValLoss!.Value, 1.4, 2);
        Assert.Equal(2000, (await server.Get($"{Path}/metrics")).GetProperty("step").GetArrayLength());
        var samples = (await server.Get($"{Path}/samples")).EnumerateArray().Select(sample => sample.GetProperty("step").GetInt32());
        Assert.Equal(metrics.Eval.Step, samples);
        var knockouts = await server.Get($"{Path}/knockouts");
        Assert.Equal(2000, knockouts.GetProperty("steps").EnumerateArray().Last().GetInt32());
    }

    [Fact]
    public async Task Frames_OfTheRecording_AreFewAndWhole()
    {
        var steps = (await server.Get($"{Path}/attention/steps")).GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()).ToList();
        Assert.InRange(steps.Count, 2, MostFrames);
        Assert.Equal((0, 2000), (steps[0], steps[^1]));
        foreach (int step in steps)
        {
            byte[] frame = await server.Http.GetByteArrayAsync($"{Path}/attention?step={step}");
            Assert.True(FramePacker.IsOf(frame, step));
            Assert.Equal(FramePacker.HeaderBytes + 16 * FramePacker.HeadBytes(64, masked: true), frame.Length);
        }
        var heads = (await server.Http.GetFromJsonAsync<HeadHistory>($"{Path}/heads", RestJson.Options))!;
        Assert.Equal(steps, heads.Steps);
        Assert.Equal(16, heads.Heads.Count);
    }

    [Fact]
    public async Task Row_OfTheLastStep_IsWhatItsFrameRounds()
    {
        byte[] frame = await server.Http.GetByteArrayAsync($"{Path}/attention");
        for (int row = 0; row < 64; row += 9)
        {
            var answer = (await server.Http.GetFromJsonAsync<AttentionRow>($"{Path}/attention/row?layer=2&head=1&row={row}", RestJson.Options))!;
            Assert.Equal((2000, row + 1), (answer.Step, answer.Weights.Length));
            Assert.Equal(1, answer.Weights.Sum(), 1e-5);
            int at = FramePacker.HeaderBytes + (2 * 4 + 1) * FramePacker.HeadBytes(64, masked: true);
            float maximum = (float)BinaryPrimitives.ReadHalfLittleEndian(frame.AsSpan(at + 2 * row));
            var cells = frame.AsSpan(at + 2 * 64 + row * (row + 1) / 2, row + 1).ToArray();
            Assert.All(answer.Weights.Zip(cells), pair => Assert.Equal(maximum * pair.Second / 255, pair.First, 1f / 255));
        }
    }

    [Fact]
    public async Task Row_OfAnotherStep_NamesTheLast()
    {
        using var answer = await server.Http.GetAsync($"{Path}/attention/row?layer=0&head=0&row=0&step=100");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal([2000], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("nearest").EnumerateArray().Select(step => step.GetInt32()));
    }

    [Theory]
    [InlineData("DELETE", "", null)]
    [InlineData("PATCH", "", "{\"name\":\"mine\"}")]
    [InlineData("PATCH", "", "{\"learningRate\":0.1}")]
    [InlineData("POST", "/pause", null)]
    [InlineData("POST", "/resume", null)]
    [InlineData("POST", "/step", null)]
    [InlineData("POST", "/stop", null)]
    [InlineData("POST", "/fork", "{}")]
    [InlineData("POST", "/inspect", "{\"prompt\":\"O\"}")]
    [InlineData("POST", "/generate", "{\"prompt\":\"O\"}")]
    [InlineData("POST", "/attribution", "{\"prompt\":\"O\"}")]
    [InlineData("GET", "/facts", null)]
    [InlineData("GET", "/export/run.zip", null)]
    public async Task Recording_AskedForMoreThanALook_Refuses(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new(method), Path + path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("the recording that comes with the lab", (await Problem.Of(answer)).Detail);
        Assert.NotNull(server.Lab.Recording);
    }

    [Fact]
    public async Task FirstVisit_LastFrameAndCurve_TakeAtMost100KilobytesOnTheWire()
    {
        using var plain = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Http.BaseAddress };
        plain.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate, br");
        int bytes = 0;
        foreach (string path in new[] { $"{Path}/metrics", $"{Path}/attention" })
        {
            using var answer = await plain.GetAsync(path);
            Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
        Assert.InRange(bytes, 1, MostBytesOfAFirstVisit);
    }

    [Fact]
    public void Archive_IsSmallAndHoldsNoWeightsOfTheModel()
    {
        using var archive = typeof(Recording).Assembly.GetManifestResourceStream("recording.zip")!;
        Assert.InRange(archive.Length, 1, MostBytes);
        using var zip = new ZipArchive(archive);
        Assert.Equal(["attention.bin", "attention.f32", "attention.idx", "heads.jsonl", "knockouts.jsonl", "metrics.jsonl", "run.json", "samples.jsonl"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hub_LossAndFrames_StreamTheRecording()
    {
        await using var hub = await server.Hub();
        await foreach (var metrics in hub.Watch<Metrics>("Loss", "recording", 1))
        {
            Assert.Equal(2000, metrics.Step.Count);
            break;
        }
        await foreach (var frame in hub.Watch<Frame>("Frames", "recording", new FrameRequest("first")))
        {
            Assert.Equal(2000, frame.Step);
            break;
        }
    }
}

// Exact rows of attention: the model's own float32, of the newest step or where weights are kept, and nowhere else.
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Live;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class AttentionRowTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task GetRow_OfAStepWhoseWeightsAreKept_IsWhatInspectShowsToTheBit()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(12));
        int step = server.Run(run.Id).Checkpoints.Steps[^1];
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = run.Probe, Step = step });
        for (int layer = 0; layer < 3; layer++)
            for (int row = 0; row < 8; row++)
            {
                var answer = await Row(run.Id, layer, 1, row, step);
                Assert.Equal((step, layer, 1, row), (answer.Step, answer.Layer, answer.Head, answer.Row));
                Assert.Equal(inspection.Weights[layer][1][row].Select(BitConverter.SingleToInt32Bits), answer.Weights.Select(BitConverter.SingleToInt32Bits));
            }
    }

    [Fact]
    public async Task GetRow_WithoutAStepAfterTheEnd_IsOfTheLastStep()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(7));
        Assert.Null(server.Run(run.Id).Captures.Newest);
        Assert.Equal(7, (await Row(run.Id, 0, 0, 3)).Step);
        Assert.Equal((await Row(run.Id, 0, 0, 3)).Weights, (await Row(run.Id, 0, 0, 3, 7)).Weights);
    }

    [Fact]
    public async Task GetRow_WithoutAStepWhileItTrains_IsWhatTheNewestFrameRounds()
    {
        var run = await server.StartEndless();
        await server.Until(run.Id, info => info.Step > 20);
        byte[] frame = [];
        var answer = new AttentionRow(-1, 0, 0, 0, []);
        for (int attempt = 0; attempt < 100 && (frame.Length == 0 || FramePacker.StepOf(frame) != answer.Step); attempt++) // it goes on meanwhile
        {
            answer = await Row(run.Id, 2, 3, 7);
            frame = await server.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention");
        }
        await server.Lab.Stop(run.Id);
        Assert.Equal(FramePacker.StepOf(frame), answer.Step);
        Assert.Equal(1, answer.Weights.Sum(), 1e-5);
        int tokens = 8, bytes = FramePacker.HeadBytes(tokens, masked: true), at = FramePacker.HeaderBytes + (2 * 4 + 3) * bytes;
        float maximum = (float)BinaryPrimitives.ReadHalfLittleEndian(frame.AsSpan(at + 2 * 7));
        var cells = frame.AsSpan(at + 2 * tokens + 7 * 8 / 2, 8).ToArray();
        Assert.All(answer.Weights.Zip(cells), pair => Assert.Equal(maximum * pair.Second / 255, pair.First, 1f / 255));
    }

    [Fact]
    public async Task GetRow_OfAPausedRun_IsInMemoryAndTheSameAsOfItsWeights()
    {
        var run = await server.Lab.Start(LabServer.Tiny(1_000) with { Training = new() { Batch = 4, EvalEvery = 1_000, EvalBatches = 1 } });
        await server.Lab.Pause(run.Id);
        int step = (await server.Lab.Step(run.Id, 3)).Step;
        Assert.Equal(step, server.Run(run.Id).Captures.Newest!.Step);
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = run.Probe, Step = step });
        Assert.All((await Row(run.Id, 1, 2, 5)).Weights.Zip(inspection.Weights[1][2][5]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        await server.Lab.Stop(run.Id);
        Assert.Null(server.Run(run.Id).Captures.Newest);
    }

    [Fact]
    public async Task GetRow_OfAStepThatIsNotKept_NamesTheNearestThatAre()
    {
        var run = await server.Lab.Start(LabServer.Tiny(1_000) with { Training = new() { Batch = 4, EvalEvery = 1_000, EvalBatches = 1 } });
        await server.Lab.Pause(run.Id);
        int first = (await server.Lab.Step(run.Id, 2)).Step, second = (await server.Lab.Step(run.Id, 4)).Step;
        await server.Lab.Stop(run.Id);
        await AssertNearest(run.Id, first + 1, first, second);
        await AssertNearest(run.Id, second + 1, second);
    }

    [Theory]
    [InlineData("layer=3&head=0&row=0", "layer", "from 0 to 2")]
    [InlineData("layer=-1&head=0&row=0", "layer", "from 0 to 2")]
    [InlineData("layer=0&head=4&row=0", "head", "from 0 to 3")]
    [InlineData("layer=0&head=first&row=0", "head", "'first'")]
    [InlineData("layer=0&head=0&row=8", "row", "from 0 to 7")]
    [InlineData("layer=0&head=0&row=1.5", "row", "from 0 to 7")]
    [InlineData("layer=0&head=0", "row", "missing")]
    [InlineData("head=0&row=0", "layer", "missing")]
    [InlineData("layer=0&head=0&row=0&step=soon", "step", "'latest'")]
    [InlineData("layer=0&head=0&row=0&step=-1", "step", "'latest'")]
    public async Task GetRow_BadPlace_SaysWhatIsAllowed(string query, string field, string expected)
    {
        var run = await Finished();
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}/attention/row?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await Problem.Of(answer)).Errors[field]);
    }

    [Fact]
    public async Task GetRow_ModelWithoutAttention_SaysThatItHasNone()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1) with { Preset = "bigram" });
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}/attention/row?layer=0&head=0&row=0");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("no attention to show", (await Problem.Of(answer)).Detail);
    }

    [Fact]
    public async Task GetRow_ModelWithoutMask_HasAWeightForEveryToken()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2) with { Model = new() { Mask = false } });
        Assert.Equal(8, (await Row(run.Id, 0, 0, 2)).Weights.Length);
    }

    [Fact]
    public async Task GetRow_AskedAllTheTime_LeavesTheTrainingAsItWas()
    {
        var alone = await server.StartAndFinish(LabServer.Tiny(300));
        var watched = await server.Lab.Start(LabServer.Tiny(300));
        int asked = 0;
        for (; server.Lab.Find(watched.Id)!.Status == RunStatus.Running; asked++)
            using (await server.Http.GetAsync($"/api/runs/{watched.Id}/attention/row?layer=1&head=1&row=6")) { }
        Assert.True(asked > 5, $"asked {asked} times");
        Assert.Equal(server.Lab.MetricsOf(alone.Id).TrainLoss, server.Lab.MetricsOf(watched.Id).TrainLoss);
        Assert.Equal(server.Lab.MetricsOf(alone.Id).Eval.ValLoss, server.Lab.MetricsOf(watched.Id).Eval.ValLoss);
    }

    private async Task AssertNearest(string id, int step, params int[] nearest)
    {
        using var answer = await server.Http.GetAsync($"/api/runs/{id}/attention/row?layer=0&head=0&row=0&step={step}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(string.Join(" and ", nearest), body.GetProperty("errors").GetProperty("step")[0].GetString());
        Assert.Equal(nearest, body.GetProperty("nearest").EnumerateArray().Select(kept => kept.GetInt32()));
    }

    private async Task<RunInfo> Finished() => server.Lab.Runs.FirstOrDefault(run => run.Name == "for bad places") ?? await server.StartAndFinish(LabServer.Tiny(2) with { Name = "for bad places" });

    private async Task<AttentionRow> Row(string id, int layer, int head, int row, int? step = null) =>
        (await server.Http.GetFromJsonAsync<AttentionRow>($"/api/runs/{id}/attention/row?layer={layer}&head={head}&row={row}{(step is null ? "" : $"&step={step}")}", RestJson.Options))!;
}

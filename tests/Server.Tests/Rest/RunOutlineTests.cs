// A new run outlined before it is started: its numbers against rows worked by hand, what is wrong as a start would say it, and nothing left behind.
using System.Net.Http.Json;
using System.Threading.Channels;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class RunOutlineTests(LabServer server) : IClassFixture<LabServer>
{
    // 65 x 128 and 64 x 128 embeddings; 4 blocks of 512 + 49,152 + 16,512 + 131,712; 256; 128 x 65 + 65.
    [Fact]
    public async Task Outline_PresetSmall_HasTheNumbersWorkedByHand()
    {
        var outline = await Ask("""{"preset":"small","corpus":"play"}""");
        Assert.Equal(816_705, outline.Parameters);
        Assert.Equal(new TrainingMemory(4 * 816_705, 4 * 816_705, 8 * 816_705), outline.Memory);
        Assert.Empty(outline.Errors);
        Assert.Equal((4, 65, 250, true), (outline.Model!.Layers, outline.Model.Vocabulary, outline.Training!.EvalEvery, outline.Training.EarlyEstimates));
        Assert.Equal(EngineNames.All, outline.Times.Select(time => time.Engine));
    }

    // 65 x 96 and 32 x 96; 3 blocks of 3 x 96 x 96, 96 x 96 + 96, 96 x 192 + 192, 192 x 96 + 96; 96 x 65 + 65. Muon keeps one number for each of 3 x 73,728.
    [Fact]
    public async Task Outline_ModelBuiltByHand_HasTheNumbersWorkedByHand()
    {
        var outline = await Ask("""{"preset":"small","corpus":"play","model":{"layers":3,"heads":6,"channels":96,"context":32,"widening":2,"layerNorm":false},"training":{"optimizer":"muon","learningRate":0.001,"batch":8}}""");
        Assert.Equal(237_953, outline.Parameters);
        Assert.Equal(new TrainingMemory(4 * 237_953, 4 * 237_953, 4 * (221_184 + 2 * (237_953 - 221_184))), outline.Memory);
        Assert.Equal(0.0001, outline.Training!.MinLearningRate, 12); // it follows
    }

    [Theory]
    [InlineData("""{"preset":"huge","corpus":"none","steps":-1,"name":""}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"heads":5},"training":{"learningRate":-1,"optimizer":"adam"}}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"context":5000,"mixer":"magic"}}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"layers":0}}""")]
    [InlineData("""{"preset":"bigram","corpus":"play","model":{"layers":2}}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","probe":"far too long for eight"}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","tokens":{"kind":"words"}}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","tokens":{"kind":"bytePairs","vocabulary":12}}""")]
    [InlineData("""{"preset":"tiny","corpus":"task-sort","task":{"length":1000}}""")]
    [InlineData("""{"preset":"tiny","corpus":"play","engine":"onnx"}""")]
    public async Task Outline_WrongFields_SaysWhatAStartIsRefusedFor(string json)
    {
        var refused = await Problem.Post(server.Http, "/api/runs", json);
        Assert.NotEmpty(refused.Errors);
        Assert.Equal(refused.Errors.OrderBy(error => error.Key), (await Ask(json)).Errors.OrderBy(error => error.Key));
    }

    [Fact]
    public async Task Outline_WhatIsWrongIsNotTheModel_StillCountsIt()
    {
        var outline = await Ask("""{"preset":"small","corpus":"play","name":"","training":{"learningRate":-1}}""");
        Assert.Equal(["name", "training.learningRate"], outline.Errors.Keys.Order());
        Assert.Equal(816_705, outline.Parameters);
        Assert.Null((await Ask("""{"preset":"small","corpus":"play","model":{"channels":130}}""")).Parameters);
    }

    [Fact]
    public async Task Outline_AnyRequest_LeavesNothingBehindAndLoadsNothing()
    {
        string[] before = Directory.GetFileSystemEntries(server.Data, "*", SearchOption.AllDirectories);
        await Ask("""{"preset":"medium","corpus":"play"}""");
        Assert.Equal(before, Directory.GetFileSystemEntries(server.Data, "*", SearchOption.AllDirectories));
        Assert.NotEqual(EngineState.Loaded, server.Lab.Presets.Engines.Engines.Single(engine => engine.Name == EngineNames.TorchSharp).State);
    }

    [Fact]
    public async Task Outline_AfterARun_TellsTheTimeFromItsSteps()
    {
        var asked = LabServer.Tiny(60) with { Engine = EngineNames.Managed, Model = new() { Layers = 2 } };
        var run = await server.StartAndFinish(asked);
        var time = On(await server.Lab.Outline(asked with { Steps = 600 }), EngineNames.Managed);
        Assert.Equal((TimeBasis.Same, "from 1 run here"), (time.Basis, time.Says));
        double middle = server.Lab.MetricsOf(run.Id).TokensPerSecond.Order().ElementAt(30), steps = 600 + new EstimateSchedule(run.Training with { Steps = 600 }, run.Model.Context).CostInSteps();
        Assert.Equal(steps * run.Training.Batch * run.Model.Context / middle, time.Seconds!.Value, 1e-6);
        var twice = On(await server.Lab.Outline(asked with { Steps = 600, Training = asked.Training! with { Batch = 8 } }), EngineNames.Managed);
        Assert.NotEqual(TimeBasis.None, twice.Basis);
        await server.StartAndFinish(asked with { Seed = 2 });
        Assert.Equal("from 2 runs here", On(await server.Lab.Outline(asked), EngineNames.Managed).Says);
    }

    [Fact]
    public async Task Outline_NothingWasTrainedYet_TimesAShortTrialOnceAndStopsForARun()
    {
        using var fresh = new LabServer();
        var asked = new NewRun { Preset = "small", Corpus = "play" };
        var ended = Channel.CreateUnbounded<bool>();
        fresh.Lab.EnginesChanged += () => ended.Writer.TryWrite(true);
        Assert.Equal((TimeBasis.None, "being measured"), On(await fresh.Lab.Outline(asked), EngineNames.Managed) is var first ? (first.Basis, first.Says) : default);
        await fresh.StartAndFinish(LabServer.Tiny(3)); // is not kept waiting
        var time = On(await fresh.Lab.Outline(asked), EngineNames.Managed);
        while (time.Basis != TimeBasis.Same) // told whenever it is worth asking again, an interrupted trial included
        {
            await ended.Reader.ReadAsync().AsTask().WaitAsync(LabServer.Patience);
            time = On(await fresh.Lab.Outline(asked), EngineNames.Managed);
        }
        Assert.Equal("from a short trial here", time.Says);
        Assert.True(time.Seconds > 0);
        Assert.Single(fresh.Lab.Runs); // a trial is none
    }

    [Fact]
    public async Task Start_ModelBuiltByHand_TrainsWhatWasOutlined()
    {
        var asked = LabServer.Tiny(6) with { Model = new() { Layers = 3, Channels = 24, Heads = 3, Widening = 2, AttentionBias = true, TiedHead = true, Activation = "gelutanh" } };
        var outline = await server.Lab.Outline(asked);
        var run = await server.StartAndFinish(asked);
        Assert.Equal((outline.Model, outline.Training, outline.Parameters), (run.Model, run.Training, run.Parameters));
        Assert.Equal((3, 24, 3, 2, true, true, false), (run.Model.Layers, run.Model.Channels, run.Model.Heads, run.Model.Widening, run.Model.AttentionBias, run.Model.TiedHead, run.Model.HeadBias));
        Assert.True(run.TrainLoss < 5);
    }

    private async Task<RunOutline> Ask(string json)
    {
        using var answer = await server.Http.PostAsync("/api/runs/outline", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<RunOutline>(AttentionLab.Server.Rest.RestJson.Options))!;
    }

    private static ExpectedTime On(RunOutline outline, string engine) => outline.Times.Single(time => time.Engine == engine);
}

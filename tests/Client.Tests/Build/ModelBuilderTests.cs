// The model builder: its parts are the fields, figures follow every key, what cannot be is not offered, what is refused is marked in place.
using AngleSharp.Dom;
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Build;

public class ModelBuilderTests : LabContext
{
    [Fact]
    public void Builder_Untouched_ShowsEveryNumberAndAsksForNone()
    {
        var builder = Builder("small");
        var numbers = new Dictionary<string, string>
        {
            ["training-batch"] = "12",
            ["model-context"] = "64",
            ["model-channels"] = "128",
            ["model-layers"] = "4",
            ["model-dropout"] = "0",
            ["steps"] = "2,000",
            ["training-learningRate"] = "0.001",
            ["training-minLearningRate"] = "0.0001",
            ["training-warmup"] = "100",
            ["training-weightDecay"] = "0.1",
            ["training-gradientClip"] = "1",
            ["training-evalEvery"] = "250",
            ["training-evalBatches"] = "20",
            ["seed"] = "1337",
            ["model-heads"] = "4 of 32",
            ["model-widening"] = "512",
            ["model-mixer"] = "Attention",
            ["model-activation"] = "GELU",
            ["training-optimizer"] = "AdamW",
            ["tokens-kind"] = "Characters",
        };
        Assert.All(numbers, number => Assert.Equal(number.Value, builder.Find($"input#build-{number.Key}").GetAttribute("value")));
        Assert.All(["mask", "scale", "positions", "layerNorm", "layerNorm-2", "residual", "residual-2", "feedForward", "headBias"], name => Assert.True(builder.Find($"#build-model-{name}").HasAttribute("checked"), name));
        Assert.All(["attentionBias", "tiedHead"], name => Assert.False(builder.Find($"#build-model-{name}").HasAttribute("checked"), name));
        builder.Find("form").Submit();
        Assert.Equal(new NewRun { Preset = "small", Corpus = "tiny-shakespeare" }, Lab.Started);
    }

    [Fact]
    public void RaceIt_WhatCannotRace_SaysWhyAndTheRestGoesToTheRace()
    {
        var builder = Builder("small");
        IElement RaceIt() => builder.FindAll("button").Single(button => button.TextContent.Trim() == "Race it");
        var door = Services.GetRequiredService<NewRunDoor>();
        Assert.Equal(("true", "Change something first: it races against “Small” as it is"), (RaceIt().GetAttribute("aria-disabled"), RaceIt().GetAttribute("title")));
        builder.Find("#build-training-evalEvery").Input("100");
        Assert.StartsWith("All racers are estimated alike", RaceIt().GetAttribute("title"));
        RaceIt().Click();
        Assert.Null(door.Racer);
        builder.FindAll("button").Single(button => button.TextContent.Trim() == "Back to Small").Click();
        builder.Find("#build-model-layers").Input("3");
        Assert.Equal((null, "Against “Small” as it is, on the same batches from the same seed"), (RaceIt().GetAttribute("aria-disabled"), RaceIt().GetAttribute("title")));
        RaceIt().Click();
        builder.WaitForAssertion(() => Assert.Equal(("small", 3), (door.Racer?.Preset, door.Racer?.Layers)));
        Assert.EndsWith("/race", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri);
        builder.Find("#build-model-layers").Input("5"); // the race has a copy
        Assert.Equal(3, door.Racer!.Layers);
    }

    [Fact]
    public void Builder_EveryNumberTyped_IsAskedFor()
    {
        var builder = Builder("small");
        foreach (var (id, text) in new[]
        {
            ("training-batch", "8"), ("model-context", "32"), ("model-channels", "96"), ("model-layers", "3"), ("model-dropout", "0.1"), ("steps", "1,500"), ("training-learningRate", "2e-3"),
            ("training-minLearningRate", "1e-4"), ("training-warmup", "50"), ("training-weightDecay", "0"), ("training-gradientClip", "0.5"), ("training-evalEvery", "100"), ("training-evalBatches", "5"), ("seed", "42"),
        })
            builder.Find($"#build-{id}").Input(text);
        Choose(builder, "build-model-heads", "6 of 16");
        Choose(builder, "build-model-widening", "2 × 96", shown: "192");
        Choose(builder, "build-model-activation", "ReLU");
        Choose(builder, "build-training-optimizer", "Muon:", shown: "Muon");
        foreach (string name in new[] { "mask", "scale", "positions", "layerNorm", "residual", "headBias" }) builder.Find($"#build-model-{name}").Change(false);
        builder.Find("#build-model-attentionBias").Change(true);
        builder.Find("textarea[name=probe]").Change("KING");
        builder.Find("form").Submit();
        var run = Lab.Started!;
        Assert.Equal((1500, 42L, "KING"), (run.Steps, run.Seed, run.Probe));
        Assert.Equal(new ModelOverrides { Context = 32, Channels = 96, Layers = 3, Dropout = 0.1, Heads = 6, Widening = 2, Activation = "relu", Mask = false, Scale = false, Positions = false, LayerNorm = false, Residual = false, HeadBias = false, AttentionBias = true }, run.Model);
        Assert.Equal(new TrainingOverrides { Batch = 8, LearningRate = 2e-3, MinLearningRate = 1e-4, Warmup = 50, WeightDecay = 0, GradientClip = 0.5, EvalEvery = 100, EvalBatches = 5, Optimizer = "muon" }, run.Training);
    }

    [Fact]
    public void Number_EveryKey_AsksTheLabAndShowsItsAnswer()
    {
        var builder = Builder("small");
        builder.Find("#build-model-channels").Input("9");
        builder.WaitForAssertion(() => Assert.Equal("9,000", Figures(builder)[0]));
        builder.Find("#build-model-channels").Input("96");
        builder.WaitForAssertion(() => Assert.Equal(["96,000", "1.5 MB"], Figures(builder)[..2]));
        Assert.Equal([null, 9, 96], Lab.Outlined.Select(request => request.Model?.Channels));
        Assert.Contains(builder.FindAll(".build-shape"), shape => shape.TextContent == "12 × 64 × 96");
        Assert.Equal("384", builder.Find("#build-model-widening").GetAttribute("value"));
    }

    [Fact]
    public void Number_Emptied_IsAsThePresetHasItAndLeavesTheFieldToWhatIsTypedNext()
    {
        var builder = Builder("small");
        var channels = () => builder.Find("#build-model-channels");
        channels().Input("96");
        channels().Input("");
        Assert.Equal("", channels().GetAttribute("value"));
        channels().Blur();
        Assert.Equal(("", "128"), (channels().GetAttribute("value"), channels().GetAttribute("placeholder"))); // a number put in late would mix with what is typed
        builder.Find("form").Submit();
        Assert.Null(Lab.Started!.Model);
    }

    [Fact]
    public void Number_Unreadable_StaysAndIsMarkedAndStartsNothing()
    {
        var builder = Builder("small");
        builder.Find("#build-model-layers").Input("three");
        var layers = builder.Find("#build-model-layers");
        Assert.Equal(("three", "true"), (layers.GetAttribute("value"), layers.GetAttribute("aria-invalid")));
        Assert.Contains("“three” is no whole number", builder.Find($"#{layers.GetAttribute("aria-describedby")}").TextContent);
        Assert.Equal("–", Figures(builder)[0]); // no number of another model stands there
        builder.Find("form").Submit();
        Assert.Null(Lab.Started);
        builder.Find("#build-model-layers").Input("3");
        builder.Find("form").Submit();
        Assert.Equal(3, Lab.Started?.Model?.Layers);
    }

    [Fact]
    public void Number_TheLabRefuses_IsMarkedInPlaceWithItsSentence()
    {
        Lab.OnOutline = (outline, request) => request.Model?.Channels is 130 ? outline with { Errors = new Dictionary<string, string> { ["model.channels"] = "130 cannot be shared out evenly among 4 heads." }, Parameters = null, Memory = null, Times = [] } : outline;
        var builder = Builder("small");
        builder.Find("#build-model-channels").Input("130");
        builder.WaitForAssertion(() => Assert.Equal("true", builder.Find("#build-model-channels").GetAttribute("aria-invalid")));
        Assert.Equal("130 cannot be shared out evenly among 4 heads.", builder.Find("[aria-label=Embedding] .field-error").TextContent);
        Assert.Equal("130", builder.Find("#build-model-channels").GetAttribute("value"));
        Assert.Equal(["–", "–", "–"], Figures(builder));
    }

    [Fact]
    public void Start_Refused_MarksTheFieldAndSaysSoAtTheFoot()
    {
        Lab.Refuse = LabException.Field("steps", "The disk is full of steps.");
        var builder = Builder("small");
        builder.Find("form").Submit();
        builder.WaitForAssertion(() => Assert.Equal("The disk is full of steps.", builder.Find("[aria-label=Training] .field-error").TextContent));
        Assert.Contains("what is marked above", builder.Find(".go [role=alert]").TextContent);
    }

    [Fact]
    public void Double_PointedAt_SaysWhatItWouldCostAndPressedDoubles()
    {
        var builder = Builder("small");
        var twice = builder.Find("button[aria-label='Double the channels, ×2']");
        twice.ParentElement!.TriggerEvent("onfocusin", new Microsoft.AspNetCore.Components.Web.FocusEventArgs());
        builder.WaitForAssertion(() => Assert.Equal("→ 256,000", builder.Find(".live-numbers .to").TextContent));
        Assert.Contains("256,000 parameters", builder.Find(".live-numbers [role=status]").TextContent);
        Assert.Equal("128", builder.Find("#build-model-channels").GetAttribute("value"));
        builder.Find("button[aria-label='Double the channels, ×2']").Click();
        builder.WaitForAssertion(() => Assert.Equal("256", builder.Find("#build-model-channels").GetAttribute("value")));
        builder.WaitForAssertion(() => Assert.Equal("→ 512,000", builder.Find(".live-numbers .to").TextContent));
        builder.Find("button[aria-label='Double the channels, ×2']").ParentElement!.TriggerEvent("onfocusout", new Microsoft.AspNetCore.Components.Web.FocusEventArgs());
        builder.WaitForAssertion(() => Assert.Empty(builder.FindAll(".live-numbers .to")));
    }

    [Theory]
    [InlineData("model-layers", "13", "Double the layers", "At most 24")]
    [InlineData("model-channels", "100", "Double the heads", "100 channels cannot be shared out among 8")]
    public void Double_WhatCannotBe_SaysWhyAndDoesNothing(string field, string text, string button, string why)
    {
        var builder = Builder("small");
        builder.Find($"#build-{field}").Input(text);
        var twice = builder.Find($"button[aria-label='{button}, ×2']");
        Assert.Equal(("true", why), (twice.GetAttribute("aria-disabled"), twice.GetAttribute("title")));
        int asked = Lab.Outlined.Count;
        twice.Click();
        Assert.Equal(asked, Lab.Outlined.Count);
    }

    [Fact]
    public void Heads_Offered_ShareTheChannelsOutEvenly()
    {
        var builder = Builder("small");
        builder.Find("#build-model-channels").Input("96");
        Assert.Equal(["1 of 96", "2 of 48", "3 of 32", "4 of 24", "6 of 16", "8 of 12", "12 of 8", "16 of 6", "24 of 4"], Options(builder, "build-model-heads").Select(option => option.TextContent.Trim()));
    }

    [Theory]
    [InlineData("Nothing", "mask heads scale attentionBias", "feedForward layerNorm-2")]
    [InlineData("Average", "scale attentionBias", "mask heads residual")]
    [InlineData("Fixed tree", "mask heads scale attentionBias", "layerNorm residual")]
    public void Mixing_Chosen_OffersWhatBelongsToItAlone(string mixing, string gone, string there)
    {
        var builder = Builder("small");
        builder.Find("#build-model-mask").Change(false);
        Choose(builder, "build-model-mixer", mixing, shown: mixing);
        Assert.All(gone.Split(' '), name => Assert.Empty(builder.FindAll($"#build-model-{name}")));
        Assert.All(there.Split(' '), name => Assert.Single(builder.FindAll($"#build-model-{name}")));
        builder.Find("form").Submit();
        Assert.Equal(mixing == "Average" ? false : null, Lab.Started!.Model!.Mask); // a mask that is not there is not asked for
    }

    [Fact]
    public void Table_NoLayers_HasNeitherEmbeddingNorBlockAndCanBecomeAModel()
    {
        Lab.Presets = Lab.Presets with { Presets = [.. Lab.Presets.Presets, Lab.Presets.Presets[1] with { Name = "bigram", Title = "Bigram", Model = new GptConfig { Layers = 0, Heads = 1, Channels = 32, Context = 8, Mixer = Mixer.None, Positions = false, FeedForward = false } }] };
        var builder = Builder("bigram");
        Assert.Empty(builder.FindAll("#build-model-channels, #build-model-feedForward, #build-model-residual, #build-model-tiedHead"));
        Assert.Contains("65 scores", builder.Find("[aria-label=Table]").TextContent);
        builder.Find("#build-model-layers").Input("1");
        Choose(builder, "build-model-mixer", "Attention");
        builder.Find("#build-model-scale").Change(false);
        builder.Find("form").Submit();
        Assert.Equal(new ModelOverrides { Layers = 1, Mixer = "attention", Scale = false }, Lab.Started?.Model);
    }

    [Fact]
    public void TiedHead_On_HasNoBias()
    {
        var builder = Builder("small");
        builder.Find("#build-model-tiedHead").Change(true);
        Assert.Empty(builder.FindAll("#build-model-headBias"));
        builder.Find("form").Submit();
        Assert.Equal(new ModelOverrides { TiedHead = true, HeadBias = false }, Lab.Started?.Model);
        Assert.Equal("Small, tied head on Tiny Shakespeare", Lab.Started?.Name);
    }

    [Fact]
    public void Back_Pressed_LeavesModelAndTrainingAsThePresetHasThemAndKeepsTheRest()
    {
        var builder = Builder("small");
        IElement back() => builder.FindAll(".go button").Single(button => button.TextContent.Trim() == "Back to Small");
        Assert.Equal("true", back().GetAttribute("aria-disabled"));
        builder.Find("input[name=name]").Input("Evening");
        Assert.Equal("true", back().GetAttribute("aria-disabled"));
        builder.Find("#build-model-layers").Input("three");
        builder.Find("#build-steps").Input("50");
        builder.Find("#build-model-mask").Change(false);
        back().Click();
        builder.WaitForAssertion(() => Assert.Equal("4", builder.Find("#build-model-layers").GetAttribute("value")));
        builder.Find("form").Submit();
        Assert.Equal(new NewRun { Preset = "small", Corpus = "tiny-shakespeare", Name = "Evening" }, Lab.Started);
    }

    [Fact]
    public void StartFrom_AnotherPreset_BringsItsNumbersAlong()
    {
        var builder = Builder("small");
        builder.Find("#build-model-channels").Input("96");
        Choose(builder, "preset", "Tiny");
        Assert.Equal(("32", "3"), (builder.Find("#build-model-channels").GetAttribute("value"), builder.Find("#build-model-layers").GetAttribute("value")));
    }

    [Fact]
    public void Task_Chosen_HasItsSizesInPlaceOfTokens()
    {
        Lab.AllCorpora.Add(new("task-sort", "Sort", "task", null, null, null, null) { Task = new("Sorts letters.", new("Letters", 6, 2, 20), new("Alphabet", 8, 2, 26)) });
        var builder = NewRun(new("small", "task-sort", Built: true));
        Assert.Empty(builder.FindAll("#build-tokens-kind"));
        builder.Find("#task-length").Change("5");
        builder.Find("form").Submit();
        Assert.Equal(new TaskChoice { Length = 5 }, Lab.Started?.Task);
    }

    /// <summary>Parameters, memory, time.</summary>
    private static string[] Figures(IRenderedComponent<NewRunDrawer> builder) => [.. builder.FindAll(".live-numbers dt + dd").Select(figure => figure.TextContent)];
}

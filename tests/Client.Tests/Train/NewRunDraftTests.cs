// What the form holds becomes exactly the request: blank means "as the preset has it".
using AttentionLab.Client.Controls.Train;

namespace AttentionLab.Client.Tests.Train;

public class NewRunDraftTests
{
    [Fact]
    public void ToRequest_PresetAndCorpusOnly_LeavesTheRestOut()
    {
        var request = new NewRunDraft { Preset = "tiny", Corpus = "play", Name = "  ", Probe = "" }.ToRequest(null);
        Assert.Equal(("tiny", "play"), (request.Preset, request.Corpus));
        Assert.Null(request.Name);
        Assert.Null(request.Seed);
        Assert.Null(request.Steps);
        Assert.Null(request.Probe);
        Assert.Null(request.Model);
        Assert.Null(request.Training);
    }

    [Fact]
    public void ToRequest_EverythingGiven_CarriesEveryField()
    {
        var request = new NewRunDraft { Preset = "small", Corpus = "play", Name = " Night run ", Seed = 7, Steps = 300, LearningRate = 0.002, Probe = " a" }.ToRequest(null);
        Assert.Equal("Night run", request.Name);
        Assert.Equal(7, request.Seed);
        Assert.Equal(300, request.Steps);
        Assert.Equal(" a", request.Probe);
        Assert.Equal(0.002, request.Training?.LearningRate);
    }

    [Fact]
    public void ToRequest_SwitchedIngredients_AsksForThoseAloneAndNamesTheRunAfterThem()
    {
        var draft = new NewRunDraft { Preset = "small", Corpus = "play", Heads = 2, Switches = { ["mask"] = false, ["scale"] = true } };
        var request = draft.ToRequest(Preset(absent: null), Play);
        Assert.Equal(new ModelOverrides { Mask = false, Heads = 2 }, request.Model);
        Assert.Equal("Small, no mask, 2 heads on The play", request.Name);
    }

    [Fact]
    public void ToRequest_IngredientThatThePresetCannotHave_IsNotAskedFor()
    {
        var draft = new NewRunDraft { Preset = "small", Corpus = "play", Switches = { ["mask"] = false } };
        var request = draft.ToRequest(Preset(absent: "there is no mask"), Play);
        Assert.Null(request.Model);
        Assert.Null(request.Name);
    }

    private static readonly CorpusInfo Play = new("play", "The play", "play", null, null, null, null);

    private static PresetInfo Preset(string? absent) => new FakeLab().Presets.Presets[1] with
    {
        Ingredients = [new("mask", "causal mask", absent), new("scale", "scaling", null), new("heads", "number of heads", null)],
    };
}

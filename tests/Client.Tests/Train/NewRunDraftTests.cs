// What the form holds becomes exactly the request: blank means "as the preset has it".
using AttentionLab.Client.Controls.Train;

namespace AttentionLab.Client.Tests.Train;

public class NewRunDraftTests
{
    [Fact]
    public void ToRequest_PresetAndCorpusOnly_LeavesTheRestOut()
    {
        var request = new NewRunDraft { Preset = "tiny", Corpus = "play", Name = "  ", Probe = "" }.ToRequest();
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
        var request = new NewRunDraft { Preset = "small", Corpus = "play", Name = " Night run ", Seed = 7, Steps = 300, LearningRate = 0.002, Probe = " a" }.ToRequest();
        Assert.Equal("Night run", request.Name);
        Assert.Equal(7, request.Seed);
        Assert.Equal(300, request.Steps);
        Assert.Equal(" a", request.Probe);
        Assert.Equal(0.002, request.Training?.LearningRate);
    }
}

// The lens reads the stream as PyTorch does, and ends with the model's own answer.
namespace AttentionLab.Model.Tests;

public class LogitLensTests
{
    public static TheoryData<string> Models => [.. CircuitGolden.Of("lenses").Select(lens => lens.GetProperty("model").GetString()!)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Read_WithPyTorchsWeights_GivesPyTorchsLogitsAfterEveryPart(string name)
    {
        var golden = CircuitGolden.Of("lenses").Single(lens => lens.GetProperty("model").GetString() == name).GetProperty("stages");
        using var model = CircuitGolden.Model(name);
        var stages = model.ReadLens(CircuitGolden.Tokens, 7);
        Assert.Equal(golden.GetArrayLength(), stages.Count);
        foreach (var (stage, expected) in stages.Zip(golden.EnumerateArray()))
        {
            float[] logits = [.. stage.Positions.SelectMany(answer => answer.Top.OrderBy(candidate => candidate.Id).Select(candidate => candidate.Logit))];
            Golden.Close(CircuitGolden.Rows(expected), logits, 2e-5, $"{name}, {stage.Place} {stage.Layer}");
        }
    }

    [Theory]
    [InlineData(Mixer.Attention)]
    [InlineData(Mixer.Average)]
    [InlineData(Mixer.Wavenet)]
    [InlineData(Mixer.None)]
    public void Read_AtItsEnd_IsTheModelsOwnAnswer(Mixer mixer)
    {
        using var gpt = SmallModel.Make(SmallModel.Config with { Mixer = mixer });
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        float[] logits = model.Capture(SmallModel.Tokens).Logits;
        var stages = model.ReadLens(SmallModel.Tokens, 13);
        Assert.Equal(mixer == Mixer.None ? 3 : 5, stages.Count);
        Assert.Equal(logits, stages[^1].Positions.SelectMany(answer => answer.Top.OrderBy(candidate => candidate.Id).Select(candidate => candidate.Logit)));
        Assert.All(stages[^1].Positions, answer => Assert.Equal(answer.Top[0], answer.Target));
        Assert.All(stages, stage => Assert.All(stage.Positions, answer => Assert.Equal(1, answer.Top.Sum(candidate => candidate.Probability), 1e-9)));
    }

    [Fact]
    public void Read_FollowingAToken_GivesItsRankAtEveryStage()
    {
        using var gpt = SmallModel.Make();
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        foreach (var stage in model.ReadLens(SmallModel.Tokens, 13, target: 6))
            foreach (var answer in stage.Positions)
            {
                Assert.Equal(6, answer.Target.Id);
                Assert.Equal(answer.Top[answer.Target.Rank - 1], answer.Target);
            }
    }

    [Fact]
    public void Read_OfABigram_IsOneStage()
    {
        using var gpt = SmallModel.Make(new() { Vocabulary = 13, Layers = 0, Mixer = Mixer.None, Positions = false, LayerNorm = false, FeedForward = false, HeadBias = false, Context = 10 });
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        Assert.Equal(LensPlaceName.Embedding, Assert.Single(model.ReadLens(SmallModel.Tokens, 1)).Place);
    }
}

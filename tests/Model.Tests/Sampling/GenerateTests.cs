// Generated text is the same for the same seed, slides its context, and shows what it attended to.
namespace AttentionLab.Model.Tests;

public class GenerateTests
{
    private static List<SampledToken> Generate(int[] prompt, SamplerSettings settings)
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        return [.. model.Generate(prompt, settings)];
    }

    [Fact]
    public void Generate_SameSeed_SameTokens_OtherSeed_Others()
    {
        int[] Ids(long seed) => [.. Generate([1, 2], new() { Tokens = 40, Seed = seed }).Select(token => token.Id)];
        Assert.Equal(Ids(1), Ids(1));
        Assert.NotEqual(Ids(1), Ids(2));
    }

    [Fact]
    public void Generate_TemperatureZero_TakesTheLargestLogit()
    {
        using Gpt model = SmallModel.Make();
        SampledToken token = Generate(SmallModel.Tokens, new() { Tokens = 1, Temperature = 0 })[0];
        float[] last = SmallModel.Logits(model, SmallModel.Tokens)[^13..];
        Assert.Equal(Array.IndexOf(last, last.Max()), token.Id);
        Assert.Equal((1f, 0f), (token.Probability, token.Entropy));
        Assert.Equal(last.Max(), token.Candidates[0].Logit, 1e-5f);
    }

    [Fact]
    public void Generate_BeyondTheContext_SeesTheLastTokens()
    {
        List<SampledToken> tokens = Generate([4, 5, 6], new() { Tokens = 12, Attention = true, Candidates = 3 });
        Assert.Equal(Enumerable.Range(0, 12).Select(i => Math.Max(0, 3 + i - 10)), tokens.Select(token => token.ContextStart));
        Assert.All(tokens, token =>
        {
            Assert.Equal(3, token.Candidates.Count);
            Assert.Equal(Math.Min(10, 3 + token.Index), token.Attention![1][2].Length);
            Assert.InRange(token.Attention[1][2].Sum(), 1 - 1e-6f, 1 + 1e-6f);
        });
    }

    [Fact]
    public void Generate_Attention_IsTheCapturesLastRow()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        float[][][] attention = model.Generate(SmallModel.Tokens, new() { Tokens = 1, Attention = true }).Single().Attention!;
        AttentionCapture capture = model.Capture(SmallModel.Tokens);
        for (int layer = 0; layer < 2; layer++)
            for (int head = 0; head < 3; head++) Golden.Close(capture[layer, head].Weights[90..], attention[layer][head], 2e-6, $"{layer}.{head}");
    }

    [Fact]
    public void Generate_WithAndWithoutAttention_DrawsTheSame()
    {
        int[] Ids(bool attention) => [.. Generate([1], new() { Tokens = 20, Attention = attention }).Select(token => token.Id)];
        Assert.Equal(Ids(false), Ids(true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]  // with the prompt, as much as the context holds
    [InlineData(15)] // beyond it
    public void Generate_BehindWhatIsWritten_GoesOnAsItWould(int written)
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        var settings = new SamplerSettings { Tokens = 24, Seed = 3, Temperature = 1.3, Attention = true };
        List<SampledToken> whole = [.. model.Generate([1, 2, 3], settings)];
        int[] beginning = [.. whole.Take(written).Select(token => token.Id)];
        List<SampledToken> rest = [.. model.Generate([1, 2, 3], settings with { Tokens = 24 - written }, new(beginning, GivenTokens.None.Forced))];
        Assert.Equal(whole.Skip(written).Select(token => (token.Index, token.Id, token.ContextStart)), rest.Select(token => (token.Index, token.Id, token.ContextStart)));
        Assert.All(whole.Skip(written).Zip(rest), pair =>
        {
            Assert.Equal(pair.First.Token.OwnLogProbability, pair.Second.Token.OwnLogProbability, 1e-5f);
            Golden.Close(pair.First.Attention![1][2], pair.Second.Attention![1][2], 2e-6, $"token {pair.First.Index}");
        });
    }

    [Fact]
    public void Generate_ForcedToken_StandsInTheTextAndIsSeenByWhatFollows()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        var settings = new SamplerSettings { Tokens = 12, Seed = 3 };
        List<SampledToken> free = [.. model.Generate([1], settings)];
        int other = free[4].Candidates.First(candidate => candidate.Id != free[4].Id).Id;
        List<SampledToken> forced = [.. model.Generate([1], settings, new([], new Dictionary<int, int> { [4] = other }))];
        Assert.Equal(free.Take(4).Select(token => token.Id), forced.Take(4).Select(token => token.Id));
        Assert.Equal((other, true), (forced[4].Id, forced[4].Forced));
        Assert.Equal(free[4].Candidates, forced[4].Candidates);
        Assert.DoesNotContain(forced.Where(token => token.Index != 4), token => token.Forced);
        int[] beginning = [.. forced.Take(5).Select(token => token.Id)];
        Assert.Equal(forced.Skip(5).Select(token => token.Id), model.Generate([1], settings with { Tokens = 7 }, new(beginning, GivenTokens.None.Forced)).Select(token => token.Id));
    }

    [Fact]
    public void Generate_GivenTokenThatIsNone_IsNamed()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        Assert.Equal("written", Assert.Throws<ModelException>(() => { model.Generate([1], new(), new([13], GivenTokens.None.Forced)); }).Key);
        Assert.Equal("forced", Assert.Throws<ModelException>(() => { model.Generate([1], new(), new([], new Dictionary<int, int> { [0] = -1 })); }).Key);
    }

    [Fact]
    public void Generate_Cancelled_Stops()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        using var stop = new CancellationTokenSource();
        int drawn = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (SampledToken token in model.Generate([1], new(), cancellation: stop.Token))
                if (++drawn == 3) stop.Cancel();
        });
        Assert.Equal(3, drawn);
    }

    public static TheoryData<SamplerSettings, string> Impossible => new()
    {
        { new() { Tokens = 0 }, "tokens" },
        { new() { Temperature = -1 }, "temperature" },
        { new() { Temperature = double.NaN }, "temperature" },
        { new() { TopK = -1 }, "topK" },
        { new() { TopP = 0 }, "topP" },
        { new() { TopP = 1.5 }, "topP" },
        { new() { Candidates = 101 }, "candidates" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Generate_ImpossibleSettings_NamesTheKeyBeforeTheFirstToken(SamplerSettings settings, string key)
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        Assert.Equal(key, Assert.Throws<ModelException>(() => { model.Generate([1], settings); }).Key);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1, 13 })]
    public void Generate_PromptEmptyOrUnknown_Throws(int[] prompt)
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 5));
        Assert.Equal("prompt", Assert.Throws<ModelException>(() => { model.Generate(prompt, new()); }).Key);
    }

    [Fact]
    public void Capture_OfATable_HasNoLayersButLogits()
    {
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(new() { Vocabulary = 13, Layers = 0, Mixer = Mixer.None, Context = 10 }), 0));
        AttentionCapture capture = model.Capture([1, 2, 3]);
        Assert.Equal(0, capture.Layers);
        Assert.Equal(39, capture.Logits.Length);
    }
}

// The probe shows true attention and leaves the model as it was.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public class AttentionProbeTests
{
    private static AttentionCapture Capture(Gpt model)
    {
        using var probe = new AttentionProbe(model);
        SmallModel.Logits(model, SmallModel.Tokens);
        return probe.Latest!;
    }

    private static IEnumerable<HeadCapture> Heads(AttentionCapture capture) =>
        from layer in Enumerable.Range(0, capture.Layers) from head in Enumerable.Range(0, capture.Heads) select capture[layer, head];

    [Theory]
    [InlineData(Mixer.Attention)]
    [InlineData(Mixer.Average)]
    [InlineData(Mixer.None)]
    [InlineData(Mixer.Wavenet)]
    public void Attached_Always_LogitsStayBitForBit(Mixer mixer)
    {
        using Gpt model = SmallModel.Make(SmallModel.Config with { Mixer = mixer });
        float[] without = SmallModel.Logits(model, SmallModel.Tokens);
        using (var probe = new AttentionProbe(model))
        {
            Assert.Equal(without, SmallModel.Logits(model, SmallModel.Tokens));
            Assert.Equal(without, probe.Latest!.Logits);
        }
        Assert.Equal(without, SmallModel.Logits(model, SmallModel.Tokens));
    }

    [Fact]
    public void Dispose_Then_NothingIsRecordedAnyMore()
    {
        using Gpt model = SmallModel.Make();
        var probe = new AttentionProbe(model);
        SmallModel.Logits(model, SmallModel.Tokens);
        AttentionCapture seen = probe.Latest!;
        probe.Dispose();
        SmallModel.Logits(model, SmallModel.Tokens);
        Assert.Same(seen, probe.Latest);
    }

    [Fact]
    public void Tap_WhileAttached_IsToldOnceALayer_AfterDispose_Never()
    {
        using Gpt model = SmallModel.Make();
        var told = new List<int>();
        using (new AttentionTap(model, (layer, _, _) => told.Add(layer))) SmallModel.Logits(model, SmallModel.Tokens);
        SmallModel.Logits(model, SmallModel.Tokens);
        Assert.Equal([0, 1], told);
    }

    [Fact]
    public void Attached_ManyPasses_LeakNoTensor()
    {
        using Gpt model = SmallModel.Make();
        Capture(model);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 5; i++) Capture(model);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Weights_EveryRow_SumsToOneAndIsZeroInTheFuture(bool mask, bool scale)
    {
        using Gpt model = SmallModel.Make(SmallModel.Config with { Mask = mask, Scale = scale });
        AttentionCapture capture = Capture(model);
        Assert.Equal((2, 3, 10, 4), (capture.Layers, capture.Heads, capture.Tokens, capture.HeadSize));
        foreach (HeadCapture head in Heads(capture))
            for (int t = 0; t < 10; t++)
            {
                float[] row = head.Weights[(t * 10)..((t + 1) * 10)];
                Assert.InRange(row.Sum(), 1 - 1e-6f, 1 + 1e-6f);
                if (mask) Assert.All(row[(t + 1)..], weight => Assert.Equal(0f, weight));
                Assert.All(row[..(t + 1)], weight => Assert.InRange(weight, 0f, 1f));
            }
    }

    [Fact]
    public void Weights_OfTheSmallModel_AreFarFromUniform()
    {
        using Gpt model = SmallModel.Make();
        Assert.Contains(Heads(Capture(model)), head => head.Weights[90..].Max() > 0.4f);
    }

    [Fact]
    public void Weights_OfTheAverage_AreExactlyOneOverSeen()
    {
        using Gpt model = SmallModel.Make(SmallModel.Config with { Mixer = Mixer.Average });
        foreach (HeadCapture head in Heads(Capture(model)))
            for (int t = 0; t < 10; t++)
                for (int key = 0; key < 10; key++) Assert.Equal(key <= t ? 1f / (t + 1) : 0f, head.Weights[t * 10 + key]);
    }

    [Fact]
    public void Weights_OfTheAverageRung_AreExactlyOneOverSeenEverywhere()
    {
        using var model = new Gpt(Presets.Find("average")!.Model with { Context = 64 }, 1);
        int[] tokens = [.. Enumerable.Range(0, 64)];
        using var inference = new InferenceModel(ModelWeights.Copy(model, 0));
        float[] expected = [.. Enumerable.Range(0, 64).SelectMany(t => Enumerable.Range(0, 64).Select(key => key <= t ? 1f / (t + 1) : 0f))];
        Assert.Equal(expected, inference.Capture(tokens)[0, 0].Weights);
        Assert.Equal(expected, Assert.Single(Assert.Single(ProbeWeights.Capture(model, tokens))));
    }

    [Theory]
    [InlineData("small"), InlineData("average")]
    public void Weights_OfTwoTextsInOnePass_AreThoseOfEachAloneToTheBit(string preset)
    {
        using var model = new Gpt(Presets.Find(preset)!.Model with { Context = 64 }, 1);
        int[] first = [.. Enumerable.Range(0, 64).Select(t => t * 7 % 65)], second = [.. Enumerable.Range(0, 64).Select(t => t % 32)];
        var both = ProbeWeights.CaptureBoth(model, first, second);
        Assert.Equal(ProbeWeights.Capture(model, first), both.First);
        Assert.Equal(ProbeWeights.Capture(model, second), both.Second);
        Assert.Equal(ProbeWeights.Capture(model, second[..40]), ProbeWeights.CaptureBoth(model, first, second[..40]).Second);
    }

    [Fact]
    public void Weights_WithPyTorchsWeights_ArePyTorchs()
    {
        using Trainer trainer = Golden.Trainer();
        var golden = Golden.Tensors("first-step.safetensors").Tensors;
        int[] starts = [.. Golden.Json("curve.json").GetProperty("steps")[0].GetProperty("starts").EnumerateArray().Select(start => start.GetInt32())];
        int[] tokens = SmallModelTokens(starts[0]);
        trainer.Model.eval();
        float[][][] weights = ProbeWeights.Capture(trainer.Model, tokens);
        for (int layer = 0; layer < 2; layer++)
            Golden.Close(golden[$"attention.{layer}"].Data[..(2 * 8 * 8)], [.. weights[layer].SelectMany(head => head)], 1e-5, $"layer {layer}");

        static int[] SmallModelTokens(int start)
        {
            string text = Golden.Json("curve.json").GetProperty("text").GetString()!;
            return CharacterTokenizer.FromText(text).Encode(text)[start..(start + 8)];
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Explicit_OfRandomHeads_IsTheFusedWithinRounding(bool mask, bool scale)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        Tensor query = Random(), key = Random(), value = Random(); // (B, H, T, D)
        var explicitly = ExplicitAttention.Compute(query, key, value, scale, mask);
        var fused = nn.functional.scaled_dot_product_attention(scale ? query : query * Math.Sqrt(8), key, value, is_casual: mask); // (B, H, T, D)
        Golden.Close(fused.data<float>().ToArray(), explicitly.Output.contiguous().data<float>().ToArray(), 1e-5, "output");

        static Tensor Random() => zeros([2, 3, 17, 8]).normal_();
    }

    [Fact]
    public void Explicit_LessonsRow_GivesThirdsAndThree()
    {
        using var scope = NewDisposeScope();
        var query = ones(4, 1); // (T, D)
        var key = tensor([1f, 1f, 1f, 8f], [4, 1]); // (T, D)
        var value = tensor([3f, 6f, 0f, 100f], [4, 1]); // (T, D)
        var attention = ExplicitAttention.Compute(query, key, value, scale: true, mask: true);
        Assert.Equal([1f, 1f, 1f, 8f], attention.Raw[2].data<float>().ToArray());
        Assert.Equal([1 / 3f, 1 / 3f, 1 / 3f, 0f], attention.Weights[2].data<float>().ToArray());
        Assert.Equal(3f, attention.Output[2].item<float>(), 1e-6f);
    }

    [Fact]
    public void ProbeWeights_WhileTraining_EqualTheCaptureAndLeaveTheMode()
    {
        using Gpt model = SmallModel.Make(SmallModel.Config with { Dropout = 0.5 });
        AttentionCapture capture = Capture(model);
        model.train();
        float[][][] weights = ProbeWeights.Capture(model, SmallModel.Tokens);
        Assert.True(model.training);
        for (int layer = 0; layer < 2; layer++)
            for (int head = 0; head < 3; head++) Assert.Equal(capture[layer, head].Weights, weights[layer][head]);
    }
}

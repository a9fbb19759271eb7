// Facts of a model held against numbers computed another way, and against models where the answer is known.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests.Facts;

public class ModelFactsTests
{
    private static readonly TextWindows Windows = TextWindows.Of(SmallModel.Corpus(), SmallModel.Config.Context, seed: 3);

    [Fact]
    public void Rows_Average_AreEvenToTheLastBit()
    {
        var rows = Measure(SmallModel.Config with { Mixer = Mixer.Average }).Rows!;
        Assert.Equal(0, rows.FromEven);
        Assert.Equal(rows.EvenPeak, rows.Peak, 6);
        Assert.Equal(rows.EvenEntropy, rows.Entropy, 5);
        Assert.Equal(0, rows.Future);
        Assert.Null(rows.HeadsApart);
        // rows of 2 to 10 tokens
        Assert.Equal(Enumerable.Range(2, 9).Average(visible => 1.0 / visible), rows.EvenPeak, 12);
    }

    [Fact]
    public void Rows_MaskedAttention_EqualThoseOfTheCapture()
    {
        var config = SmallModel.Config;
        var rows = Measure(config).Rows!;
        using var model = SmallModel.Make();
        var (peaks, apart) = (new List<double>(), new List<double>());
        foreach (int[] tokens in Inputs())
        {
            float[][][] weights = ProbeWeights.Capture(model, tokens);
            foreach (float[][] heads in weights)
            {
                foreach (float[] matrix in heads)
                    for (int t = 1; t < tokens.Length; t++) peaks.Add(matrix.Skip(t * tokens.Length).Take(t + 1).Max());
                for (int a = 0; a < heads.Length; a++)
                    for (int b = 0; b < a; b++) apart.Add(heads[a].Zip(heads[b], (x, y) => (double)Math.Abs(x - y)).Sum() / 2 / tokens.Length);
            }
        }
        Assert.Equal(peaks.Average(), rows.Peak, 5);
        Assert.Equal(peaks.Count(peak => peak >= 0.9) / (double)peaks.Count, rows.OneHotShare, 5);
        Assert.Equal(apart.Average(), rows.HeadsApart!.Value, 5);
        Assert.Equal(0, rows.Future);
        Assert.InRange(rows.Entropy, 0, rows.EvenEntropy);
    }

    [Fact]
    public void Rows_NoScaling_AreSharper() =>
        Assert.True(Measure(SmallModel.Config with { Scale = false }).Rows!.Peak > Measure(SmallModel.Config).Rows!.Peak);

    [Fact]
    public void Future_NoMask_IsThePartOfTheWeightAboveTheDiagonalAndLeftToRightIsWhatPrefixesCost()
    {
        var config = SmallModel.Config with { Mask = false };
        var facts = Measure(config);
        Assert.InRange(facts.Rows!.Future, 0.05, 0.95);
        using var model = SmallModel.Make(config);
        var losses = new List<double>();
        var (_, y) = Tensors();
        int[][] inputs = Inputs();
        for (int window = 0; window < inputs.Length; window++)
            for (int t = 0; t < config.Context - 1; t++)
            {
                float[] logits = SmallModel.Logits(model, inputs[window][..(t + 1)])[^config.Vocabulary..];
                losses.Add(Math.Log(logits.Sum(logit => Math.Exp(logit - logits[y[window][t]]))));
            }
        Assert.Equal(losses.Average(), facts.Future!.LeftToRight, 4);
        Assert.NotEqual(facts.Future.LeftToRight, facts.Future.Whole, 2);
    }

    [Fact]
    public void Future_MaskedModel_CostsTheSameWholeAndLeftToRight()
    {
        using var model = SmallModel.Make();
        var facts = FutureMeasure.Of(model, Windows);
        Assert.Equal(facts.Whole, facts.LeftToRight, 4);
        Assert.Null(Measure(SmallModel.Config).Future);
    }

    [Fact]
    public void Future_Task_IsMeasuredWhereAnAnswerIsAsked()
    {
        var corpus = TaskCorpus.Write(SequenceTask.Copy, TaskCorpus.Complete(SequenceTask.Copy, null, null, context: 16));
        var config = SmallModel.Config with { Vocabulary = corpus.Tokenizer.Vocabulary, Context = 16, Mask = false };
        using var model = SmallModel.Make(config);
        var facts = FactMeasure.Of(ModelWeights.Copy(model, 0), TextWindows.Of(corpus, config.Context, seed: 3));
        Assert.True(double.IsFinite(facts.Loss));
        Assert.InRange(facts.Future!.Whole, 0, 1000);
        Assert.InRange(facts.Future.LeftToRight, 0, 1000);
    }

    [Fact]
    public void Gradients_AreThoseOfTheLossByFiniteDifferences()
    {
        using var model = SmallModel.Make();
        var weights = ModelWeights.Copy(model, 5);
        var facts = FactMeasure.Of(weights, Windows);
        Assert.Equal(Loss(model), facts.Loss, 5);
        // Along its own direction a gradient of norm n changes the loss by n a unit.
        var (x, y) = (BatchTensors.Of(Windows).X, BatchTensors.Of(Windows).Y);
        Trainer.Loss(model, x, y).backward();
        var packed = model.Blocks.Select(block => block.Attention!.QueryKeyValue.weight!).ToArray();
        double asked = Math.Sqrt(packed.Sum(weight => (double)weight.grad!.chunk(3, 0)[0].square().sum().item<float>()));
        Assert.Equal(asked, facts.Gradients.Queries!.Value, 5);
        const double step = 1e-2;
        double up = Moved(step), down = Moved(-2 * step);
        Assert.Equal(asked, (up - down) / (2 * step), asked * 0.02);
        Assert.Equal(2, facts.Gradients.Blocks.Count);
        Assert.All(facts.Gradients.Blocks, norm => Assert.True(norm > 0));

        double Moved(double length)
        {
            using (no_grad())
                foreach (var weight in packed) weight.chunk(3, 0)[0].add_(weight.grad!.chunk(3, 0)[0], length / asked);
            return Loss(model);
        }
    }

    [Fact]
    public void Stream_LayerNorm_IsGivenAtSizeOneWhateverItGrowsTo()
    {
        var with = Measure(SmallModel.Config).Stream;
        Assert.Equal(3, with.Sizes.Count);
        Assert.True(with.Sizes[2] > with.Sizes[0]);
        Assert.All(with.Given, size => Assert.Equal(1, size, 2));
        var without = Measure(SmallModel.Config with { LayerNorm = false }).Stream;
        Assert.Equal(without.Sizes[0], without.Given[0], 5);
    }

    [Theory]
    [InlineData(1, false, true, true)]   // one layer without positions: the past is a heap
    [InlineData(2, false, false, true)]  // nor can more layers tell, where nothing is hidden
    [InlineData(2, false, true, false)]  // the mask tells the second layer who came first
    [InlineData(1, true, true, false)]
    public void Order_ShufflingThePast_CountsWhereSomethingTellsPlaces(int layers, bool positions, bool mask, bool heap)
    {
        var order = Measure(SmallModel.Config with { Layers = layers, Positions = positions, Mask = mask }).Order!;
        if (heap) Assert.InRange(order.Moved, 0, 1e-4);
        else Assert.InRange(order.Moved, 1e-2, 1);
    }

    [Fact]
    public void Bigram_HasNoRowsNoBlocksAndNoPast()
    {
        var facts = Measure(new() { Vocabulary = 13, Layers = 0, Mixer = Mixer.None, Context = 10, Channels = 12, Heads = 1 });
        Assert.Null(facts.Rows);
        Assert.Null(facts.Gradients.Queries);
        Assert.Empty(facts.Gradients.Blocks);
        Assert.Empty(facts.Stream.Sizes);
        Assert.Equal(new OrderFacts(0, 0), facts.Order);
    }

    [Fact]
    public void Facts_MeasuredTwice_AreTheSameAndLeaveTheWeightsAsTheyWere()
    {
        using var model = SmallModel.Make();
        var weights = ModelWeights.Copy(model, 5);
        float[] before = [.. weights.Tensors["head.weight"].Data];
        var (first, second) = (FactMeasure.Of(weights, Windows), FactMeasure.Of(weights, Windows));
        Assert.Equal(5, first.Step);
        Assert.Equal(first.Rows, second.Rows);
        Assert.Equal(first.Gradients.Blocks, second.Gradients.Blocks);
        Assert.Equal(before, weights.Tensors["head.weight"].Data);
    }

    private static Contracts.Facts Measure(GptConfig config)
    {
        using var model = SmallModel.Make(config);
        return FactMeasure.Of(ModelWeights.Copy(model, 5), Windows);
    }

    private static double Loss(Gpt model)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = BatchTensors.Of(Windows);
        return Trainer.Loss(model, x, y).item<float>();
    }

    private static int[][] Inputs() => Tensors().X;

    private static (int[][] X, int[][] Y) Tensors()
    {
        using var scope = NewDisposeScope();
        var (x, y) = BatchTensors.Of(Windows);
        return (Rows(x), Rows(y));

        static int[][] Rows(Tensor ids) => [.. ids.data<long>().ToArray().Select(id => (int)id).Chunk((int)ids.shape[1])];
    }
}

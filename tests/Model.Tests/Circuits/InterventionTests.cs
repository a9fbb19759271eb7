// Interventions do what they say, and nothing where there is nothing to do.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class InterventionTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var one in CircuitGolden.Of("cases")) data.Add(one.GetProperty("model").GetString()!, one.GetProperty("name").GetString()!);
            return data;
        }
    }

    private static float[] Row(HeadCapture head, int query, int tokens) => head.Weights[(query * tokens)..((query + 1) * tokens)];

    private static InferenceModel Small(GptConfig? config = null, Action<Gpt>? change = null)
    {
        using Gpt model = SmallModel.Make(config);
        using (no_grad()) change?.Invoke(model);
        return new(ModelWeights.Copy(model, 0));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Capture_WithEdits_GivesPyTorchsLogits(string model, string name)
    {
        var golden = CircuitGolden.Of("cases").Single(one => one.GetProperty("model").GetString() == model && one.GetProperty("name").GetString() == name);
        using var inference = CircuitGolden.Model(model);
        var capture = inference.Capture(CircuitGolden.Tokens, CircuitGolden.Edits(golden.GetProperty("edits")));
        Golden.Close(CircuitGolden.Rows(golden.GetProperty("logits")), capture.Logits, 2e-5, $"{model}, {name}");
    }

    [Theory]
    [InlineData(Mixer.Attention)]
    [InlineData(Mixer.Average)]
    [InlineData(Mixer.Wavenet)]
    [InlineData(Mixer.None)]
    public void Capture_WithoutEdits_IsBitForBitTheModel(Mixer mixer)
    {
        using var model = Small(SmallModel.Config with { Mixer = mixer });
        float[] own = model.Capture(SmallModel.Tokens).Logits;
        Assert.Equal(own, model.Capture(SmallModel.Tokens, Interventions.None).Logits);
        Assert.Equal(own, model.Capture(SmallModel.Tokens, new()).Logits);
    }

    [Fact]
    public void Capture_AfterEdits_IsBitForBitTheModelAgain()
    {
        using var model = Small();
        float[] own = model.Capture(SmallModel.Tokens).Logits;
        var edits = new Interventions { Heads = [new(0, 1, KnockoutKind.Zero)], LiftMask = true, DropScale = true, Cells = [new(1, 0, 3, 1, CellEditKind.Force)] };
        Assert.NotEqual(own, model.Capture(SmallModel.Tokens, edits).Logits);
        Assert.Equal(own, model.Capture(SmallModel.Tokens).Logits);
        Assert.Throws<ModelException>(() => model.Capture(SmallModel.Tokens, edits with { Heads = [new(9, 9, KnockoutKind.Zero)] }));
        Assert.Equal(own, model.Capture(SmallModel.Tokens).Logits);
    }

    [Theory]
    [InlineData(KnockoutKind.Zero)]
    [InlineData(KnockoutKind.Mean)]
    public void Knockout_OfAHeadWhoseProjectionIsZero_ChangesNothing(KnockoutKind kind)
    {
        const int head = 2;
        using var model = Small(change: gpt => gpt.Blocks[0].Attention!.Project!.weight.narrow(1, head * SmallModel.Config.HeadSize, SmallModel.Config.HeadSize).zero_());
        float[] own = model.Capture(SmallModel.Tokens).Logits;
        Assert.Equal(own, model.Capture(SmallModel.Tokens, new() { Heads = [new(0, head, kind)] }).Logits);
        Assert.NotEqual(own, model.Capture(SmallModel.Tokens, new() { Heads = [new(0, head - 1, kind)] }).Logits);
    }

    [Fact]
    public void Forbid_OneCell_IsZeroAndTheOthersKeepTheirProportions()
    {
        using var model = Small();
        float[] before = Row(model.Capture(SmallModel.Tokens)[0, 1], 4, 10);
        float[] after = Row(model.Capture(SmallModel.Tokens, new() { Cells = [new(0, 1, 4, 2, CellEditKind.Forbid)] })[0, 1], 4, 10);
        Assert.Equal(0f, after[2]);
        for (int key = 0; key < 10; key++)
            if (key != 2) Assert.Equal(before[key] / (1 - before[2]), after[key], 1e-6f);
    }

    [Fact]
    public void Force_OneCell_IsExactlyOneAndTheOutputIsItsValue()
    {
        using var model = Small();
        var head = model.Capture(SmallModel.Tokens, new() { Cells = [new(1, 2, 7, 3, CellEditKind.Force)] })[1, 2];
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0, 0, 0], Row(head, 7, 10));
        Assert.Equal(head.Value[12..16], head.Output[28..32]);
    }

    [Fact]
    public void Force_BesideScaledAndForbiddenCells_TakesTheWholeRow()
    {
        using var model = Small();
        CellEdit[] cells = [new(0, 1, 6, 2, CellEditKind.Force), new(0, 1, 6, 4, CellEditKind.Scale, 1000), new(0, 1, 6, 5, CellEditKind.Forbid)];
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 0, 0], Row(model.Capture(SmallModel.Tokens, new() { Cells = cells })[0, 1], 6, 10));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 0, 0], Row(model.Capture(SmallModel.Tokens, new() { Cells = [.. cells.Reverse()] })[0, 1], 6, 10));
    }

    [Fact]
    public void Scale_ByTheLargestAndTheSmallestFactors_StaysARowOfNumbers()
    {
        using var model = Small();
        CellEdit[] cells = [new(0, 1, 6, 2, CellEditKind.Scale, Interventions.LargestFactor), .. Enumerable.Range(3, 4).Select(key => new CellEdit(0, 1, 6, key, CellEditKind.Scale, double.Epsilon))];
        float[] row = Row(model.Capture(SmallModel.Tokens, new() { Cells = cells })[0, 1], 6, 10);
        Assert.Equal(1, row.Sum(), 1e-6f);
        Assert.All(row[3..], weight => Assert.Equal(0f, weight));
    }

    [Fact]
    public void LiftMask_WholeContext_EveryRowSeesAllTokens()
    {
        using var model = Small();
        var lifted = new Interventions { LiftMask = true, Cells = [new(0, 0, 0, 9, CellEditKind.Force), new(1, 2, 9, 0, CellEditKind.Forbid)] };
        var capture = model.Capture(SmallModel.Tokens, lifted);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Row(capture[0, 0], 0, 10));
        Assert.Equal(0f, Row(capture[1, 2], 9, 10)[0]);
        for (int query = 0; query < 10; query++)
        {
            float[] row = Row(capture[1, 0], query, 10);
            Assert.All(row, weight => Assert.True(weight > 0));
            Assert.Equal(1, row.Sum(), 1e-6f);
        }
        Assert.Throws<ModelException>(() => model.Capture([.. SmallModel.Tokens, 1], lifted)); // one more than the context takes
    }

    [Fact]
    public void DropScale_OfARow_IsTheSoftmaxOfTheBareAffinities()
    {
        using var model = Small();
        var row = RowArithmetic.Explain(model.Capture(SmallModel.Tokens)[0, 1], model.Config, 4);
        double sum = row.Raw.Sum(dot => Math.Exp(dot - row.Raw.Max()));
        float[] after = Row(model.Capture(SmallModel.Tokens, new() { DropScale = true })[0, 1], 4, 10);
        for (int key = 0; key <= 4; key++) Assert.Equal(Math.Exp(row.Raw[key] - row.Raw.Max()) / sum, after[key], 1e-6);
        Assert.NotEqual(row.Weights[..5], after[..5]);
    }

    [Fact]
    public void Scale_OneCell_IsTheWeightTimesTheFactorBroughtBackToOne()
    {
        using var model = Small();
        float[] before = Row(model.Capture(SmallModel.Tokens)[0, 0], 5, 10);
        float[] after = Row(model.Capture(SmallModel.Tokens, new() { Cells = [new(0, 0, 5, 1, CellEditKind.Scale, 3)] })[0, 0], 5, 10);
        float sum = 1 + (2 * before[1]);
        for (int key = 0; key < 10; key++) Assert.Equal(before[key] * (key == 1 ? 3 : 1) / sum, after[key], 1e-6f);
    }

    [Fact]
    public void Cells_OfTheAverage_HandWorked()
    {
        using var model = Small(SmallModel.Config with { Mixer = Mixer.Average });
        var edits = new Interventions { Cells = [new(0, 0, 3, 0, CellEditKind.Forbid), new(0, 0, 4, 1, CellEditKind.Scale, 4)] };
        var capture = model.Capture(SmallModel.Tokens, edits);
        Golden.Close([0, 1 / 3f, 1 / 3f, 1 / 3f], Row(capture[0, 0], 3, 10)[..4], 1e-7, "one of four forbidden");
        Golden.Close([1 / 8f, 4 / 8f, 1 / 8f, 1 / 8f, 1 / 8f], Row(capture[0, 0], 4, 10)[..5], 1e-7, "one of five times four");
        Assert.All(Row(capture[0, 1], 3, 10)[..4], weight => Assert.Equal(0.25f, weight));
    }

    [Fact]
    public void Row_OfAnEditedHead_IsExplainedWithWhatIsAdded()
    {
        using var model = Small();
        var edits = new Interventions { Cells = [new(0, 1, 4, 2, CellEditKind.Forbid), new(0, 1, 4, 1, CellEditKind.Scale, 3)] };
        var row = RowArithmetic.Explain(model.Capture(SmallModel.Tokens, edits)[0, 1], model.Config, 4);
        Assert.Equal([0, MathF.Log(3), float.NegativeInfinity, 0, 0], row.Added!);
        Assert.Equal(row.Scaled.Zip(row.Added!, (s, a) => s + a).Max(), row.Max);
        for (int key = 0; key <= 4; key++) Assert.Equal(row.Exp[key] / row.Sum, row.Weights[key], 1e-6f);
    }

    [Fact]
    public void Problems_OutsideTheModel_AreNamedByField()
    {
        var edits = new Interventions
        {
            Heads = [new(2, 0, KnockoutKind.Zero), new(0, 3, KnockoutKind.Mean)],
            Cells = [new(0, 0, 10, 0, CellEditKind.Forbid), new(0, 0, 3, 5, CellEditKind.Forbid), new(0, 0, 3, 1, CellEditKind.Scale, 0)],
            Tokens = [new(10, 1), new(0, 13)],
        };
        Assert.Equal(
            ["interventions.tokens[0].position", "interventions.tokens[1].id", "interventions.heads[0].layer", "interventions.heads[1].head",
                "interventions.cells[0].query", "interventions.cells[1].key", "interventions.cells[2].factor"],
            edits.Problems(SmallModel.Config, 10).Select(problem => problem.Key));
    }

    [Fact]
    public void Problems_RowWithoutAnywhereToLook_IsRefused()
    {
        CellEdit[] all = [.. Enumerable.Range(0, 3).Select(key => new CellEdit(1, 0, 2, key, CellEditKind.Forbid))];
        var problem = Assert.Single(new Interventions { Cells = all }.Problems(SmallModel.Config, 10));
        Assert.Contains("Every cell that token 2 sees", problem.Message);
        Assert.Empty(new Interventions { Cells = all, LiftMask = true }.Problems(SmallModel.Config, 10));
        Assert.Empty(new Interventions { Cells = all[..2] }.Problems(SmallModel.Config, 10));
        Assert.Contains("more than once", Assert.Single(new Interventions { Cells = [all[0], all[0]] }.Problems(SmallModel.Config, 10)).Message);
    }

    [Fact]
    public void Problems_TokenReplacedTwiceOrTooMany_AreRefused()
    {
        Assert.Contains("Token 3 is replaced more than once", Assert.Single(new Interventions { Tokens = [new(3, 1), new(3, 2)] }.Problems(SmallModel.Config, 10)).Message);
        TokenReplacement[] many = [.. Enumerable.Range(0, Interventions.MostTokens + 1).Select(place => new TokenReplacement(place, 0))];
        CellEdit[] cells = [.. Enumerable.Range(0, Interventions.MostCells + 1).Select(key => new CellEdit(0, 0, key, key, CellEditKind.Force))];
        Assert.Equal(["interventions.cells", "interventions.tokens"], new Interventions { Tokens = many, Cells = cells }.Problems(SmallModel.Config, 10).Select(problem => problem.Key));
    }

    [Theory]
    [InlineData(Mixer.Wavenet, "fixed tree")]
    [InlineData(Mixer.None, "has no attention")]
    public void Problems_ModelWithoutHeads_SayWhy(Mixer mixer, string reason)
    {
        var config = SmallModel.Config with { Mixer = mixer };
        var edits = new Interventions { Heads = [new(0, 0, KnockoutKind.Zero)], LiftMask = true, DropScale = true, Tokens = [new(0, 1)] };
        var problems = edits.Problems(config, 10);
        Assert.Equal(["interventions.liftMask", "interventions.dropScale", "interventions.heads"], problems.Select(problem => problem.Key));
        Assert.All(problems, problem => Assert.Contains(reason, problem.Message));
    }

    [Fact]
    public void PerToken_OfHandWorkedLogits_IsTheCrossEntropy()
    {
        float[] logits = [0, 0, MathF.Log(2), 9, 9, 9];
        double loss = Assert.Single(TextLoss.PerToken(logits, [0, 2]));
        Assert.Equal(Math.Log(2), loss, 1e-7);
    }
}

// What a run's lessons say: only in numbers that are there, and only what these numbers show.
using AttentionLab.Client.Lessons;

namespace AttentionLab.Client.Tests.Lessons;

public class LessonTests
{
    private static readonly PresetInfo Preset = new FakeLab().Presets.Presets[1];

    public static TheoryData<string, GptConfig> Switched() => new()
    {
        { "mask", Preset.Model with { Mask = false } },
        { "scale", Preset.Model with { Scale = false } },
        { "residual", Preset.Model with { Residual = false } },
        { "layerNorm", Preset.Model with { LayerNorm = false } },
        { "feedForward", Preset.Model with { FeedForward = false } },
        { "positions", Preset.Model with { Positions = false } },
        { "heads", Preset.Model with { Heads = 2 } },
        { "dropout", Preset.Model with { Dropout = 0.2 } },
    };

    public static TheoryData<string> Presets() => [.. Ladder.Rungs.Select(rung => rung.Preset), "small"];

    [Theory]
    [MemberData(nameof(Switched))]
    public void Switched_MeasuredFacts_SayWhatToLookForAndNumbers(string name, GptConfig model)
    {
        var lesson = Assert.Single(Of(model, FakeFacts.Measured));
        Assert.Equal(name, lesson.Name);
        Assert.Matches("[0-9]", lesson.Measured);
        Assert.EndsWith(".", lesson.Look);
    }

    [Theory]
    [MemberData(nameof(Switched))]
    public void Switched_NumberMissing_SaysNothingMeasured(string name, GptConfig model)
    {
        Assert.Null(Assert.Single(Of(model, FakeFacts.Numberless), lesson => lesson.Name == name).Measured);
        Assert.Null(Assert.Single(Of(model, null)).Measured);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Rung_AsItStands_HasALessonThatNeedsItsNumbers(string preset)
    {
        Assert.Matches("[0-9]", Rung(preset, FakeFacts.Measured).Measured);
        Assert.Null(Rung(preset, FakeFacts.Numberless).Measured);
        Assert.Null(Rung(preset, null).Measured);
    }

    [Fact]
    public void SeveralSwitched_EachHasItsLesson() =>
        Assert.Equal(["mask", "heads"], Of(Preset.Model with { Mask = false, Heads = 1 }, null).Select(lesson => lesson.Name));

    [Theory]
    [InlineData(0.41, 5.2, "0.41 nats; left to right, as it has to write, 5.20: it reads the answer")]
    [InlineData(2.31, 2.45, "it has begun to use")]
    [InlineData(4.17, 4.18, "so far it makes nothing")]
    public void NoMask_ClaimsWhatTheTwoLossesShow(double whole, double leftToRight, string claim) =>
        Assert.Contains(claim, Said(Preset.Model with { Mask = false }, FakeFacts.Measured with { Future = new(whole, leftToRight) }));

    [Theory]
    [InlineData(0.97, "0.97 on average: rows are nearly one-hot")]
    [InlineData(0.60, "rows are sharp, though not one-hot")]
    [InlineData(0.30, "prefers some tokens")]
    [InlineData(0.21, "still listens to all alike")]
    public void NoScaling_ClaimsOneHotRowsOnlyWhereTheyAre(double peak, string claim) =>
        Assert.Contains(claim, Said(Preset.Model with { Scale = false }, FakeFacts.Measured with { Rows = FakeFacts.Measured.Rows! with { Peak = peak } }));

    [Theory]
    [InlineData(0.01, 0.2, "20 times smaller than that of values")]
    [InlineData(0.2, 0.2, "about that of values (1.0 times), so it has not vanished")]
    [InlineData(0.8, 0.2, "4.0 times larger")]
    [InlineData(0, 0.2, "No gradient at all")]
    public void NoScaling_ClaimsVanishedGradientsOnlyWhereTheyAre(double asking, double values, string claim) =>
        Assert.Contains(claim, Said(Preset.Model with { Scale = false }, FakeFacts.Measured with { Gradients = new(asking, asking, values, []) }));

    [Theory]
    [InlineData(0.01, 0.5, "50 times smaller than the last one's: little of it arrives")]
    [InlineData(0.3, 0.3, "1.0 times the last one's: it arrives")]
    public void NoResidual_ClaimsLostGradientsOnlyWhereTheyAre(double first, double last, string claim) =>
        Assert.Contains(claim, Said(Preset.Model with { Residual = false }, FakeFacts.Measured with { Gradients = new(1, 1, 1, [first, last]) }));

    [Theory]
    [InlineData(0.00001, "the past has no order")]
    [InlineData(0.3, "the mask does")]
    public void NoPositions_ClaimsAHeapOnlyWhereShufflingChangesNothing(double moved, string claim) =>
        Assert.Contains(claim, Said(Preset.Model with { Positions = false }, FakeFacts.Measured with { Order = new(moved, 0) }));

    [Fact]
    public void Average_ExactRows_SaysZero() =>
        Assert.EndsWith("difference of any weight is 0.", Rung("average", FakeFacts.Measured with { Rows = FakeFacts.Measured.Rows! with { FromEven = 0 } }).Measured);

    [Fact]
    public void Sentence_AnyNumberMissing_IsNotSaid()
    {
        double? none = null;
        Assert.Equal("1.50 of 2.", Sentence.Of($"{1.5:F2} of {2}."));
        Assert.Null(Sentence.Of($"{none:F2} of {2}."));
        Assert.Null(Sentence.Of($"{double.NaN:F2}"));
        Assert.Null(Sentence.Of($"{(string?)null} times"));
        Assert.Null(Sentence.Join(null, "More."));
        Assert.Equal("One.", Sentence.Join("One.", (string?)null));
    }

    [Fact]
    public void Twin_RunsOfTheRungAsItStands_AreComparedAtTheirLastCommonStep()
    {
        var run = FakeLab.Run("r1", RunStatus.Finished) with { Model = Preset.Model with { Mask = false } };
        RunInfo[] runs = [run, FakeLab.Run("r2", RunStatus.Finished), FakeLab.Run("r3", RunStatus.Finished) with { Corpus = "play" }, run with { Id = "r4" }];
        var curves = new Dictionary<string, Metrics> { ["r1"] = Curve([0, 100, 200], [4, 3, 2.5]), ["r2"] = Curve([0, 100], [4, 2.8]) };
        var twin = TwinLoss.Of(run, Preset, runs, id => curves[id])!;
        Assert.Equal(("r2", 100, 3.0, 2.8), (twin.Other.Id, twin.Step, twin.Own, twin.Theirs));
        Assert.Equal("3.00 here and 2.80 there: 0.20 worse.", twin.Verdict);
        Assert.Null(TwinLoss.Of(run, Preset, [run], id => curves[id]));
    }

    private static IReadOnlyList<Lesson> Of(GptConfig model, Facts? facts) => Lesson.Of(FakeLab.Run("r1", RunStatus.Running) with { Model = model }, Preset, facts);

    private static string Said(GptConfig model, Facts facts) => Assert.Single(Of(model, facts)).Measured!;

    private static Lesson Rung(string preset, Facts? facts)
    {
        var run = FakeLab.Run("r1", RunStatus.Running) with { Preset = preset };
        return Assert.Single(Lesson.Of(run, Preset with { Name = preset }, facts));
    }

    private static Metrics Curve(int[] steps, double[] losses) => new FakeLab().MetricsOf("r") with { Eval = new() { Step = steps, TrainLoss = losses, ValLoss = losses } };
}

// Whatever is asked of a model leaves no tensor behind, and no step of a training does.
using TorchSharp;

namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public sealed class LiveTensorTests
{
    private const int Times = 50;

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    public static TheoryData<Mixer> Mixers => [Mixer.Attention, Mixer.Average, Mixer.Wavenet];

    [Theory]
    [MemberData(nameof(Mixers))]
    public void Answers_FiftyTimes_LeaveNoTensor(Mixer mixer)
    {
        using var model = SmallModel.Make(SmallModel.Config with { Mixer = mixer });
        var weights = ModelWeights.Copy(model, 0);
        var windows = TextWindows.Of(SmallModel.Corpus(), weights.Config.Context, 1, 40);
        AssertNoneLeft(() =>
        {
            using var asked = new InferenceModel(weights);
            asked.Capture(SmallModel.Tokens);
            if (mixer != Mixer.Wavenet) asked.SplitLogit(SmallModel.Tokens, 3, 4);
            asked.ReadLens(SmallModel.Tokens, 3);
            _ = asked.Generate([1, 2], new() { Tokens = 12, Attention = true }).Count(); // beyond the context
            _ = asked.Generate([1, 2], new() { Tokens = 12 }).First(); // and left in the middle
            FactMeasure.Of(weights, windows);
            _ = HeadKnockouts.Measure(weights, windows).Count();
        });
    }

    [Fact]
    public void Measures_FiftyTimes_LeaveNoTensor()
    {
        using var trainer = new Trainer(SmallModel.Config with { Dropout = 0.2 }, SmallModel.Training, SmallModel.Corpus(), 3);
        AssertNoneLeft(() =>
        {
            trainer.EstimateLoss();
            trainer.Untrained();
            trainer.Save(new MemoryStream());
            trainer.CaptureWeights(SmallModel.Tokens);
        });
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Muon)]
    public void Step_TwoHundredTimes_LeavesNoTensor(OptimizerKind optimizer)
    {
        using var trainer = new Trainer(SmallModel.Config with { Dropout = 0.2 }, SmallModel.Training with { Optimizer = optimizer, Steps = 300 }, SmallModel.Corpus(), 3);
        AssertNoneLeft(() => trainer.Step(), 200);
    }

    [Fact]
    public void Trainer_MadeRestoredAndFreed_LeavesNoTensor()
    {
        var saved = new MemoryStream();
        using (var trainer = new Trainer(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 3)) trainer.Save(saved);
        AssertNoneLeft(() =>
        {
            saved.Position = 0;
            using var restored = Trainer.Restore(saved, SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 3);
            restored.Step();
        }, 10);
    }

    private static void AssertNoneLeft(Action work, int times = Times)
    {
        work(); // what is kept for good is made the first time
        long before = Live;
        for (int i = 0; i < times; i++) work();
        Assert.Equal(before, Live);
    }
}

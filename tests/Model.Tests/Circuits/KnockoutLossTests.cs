// The loss without a head is that of a pass with the head knocked out, and measuring it leaves the training alone.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public class KnockoutLossTests
{
    private static Trainer Trainer(double dropout = 0) =>
        new(SmallModel.Config with { Dropout = dropout }, SmallModel.Training, SmallModel.Corpus(), 5);

    [Fact]
    public void Measure_EveryHead_IsTheLossOfTheWholePassWithIt()
    {
        using var trainer = Trainer();
        for (int step = 0; step < 5; step++) trainer.Step();
        var windows = KnockoutLoss.WindowsOf(SmallModel.Corpus(), 10);
        var snapshot = trainer.Snapshot();
        var measured = HeadKnockouts.Measure(snapshot, windows).Last()!;

        using var model = new Gpt(snapshot.Config);
        ModelWeights.Load(model, snapshot);
        model.eval();
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = BatchTensors.Of(windows);
        Assert.Equal(51, windows.Count);
        Assert.Equal(Model.Trainer.Loss(model, x, y).item<float>(), measured.Loss);
        Assert.Equal(6, measured.Without.Count);
        for (int at = 0; at < 6; at++)
        {
            using var edited = new EditedModel(model, new() { Heads = [new(at / 3, at % 3, KnockoutKind.Zero)] }, 10);
            Assert.Equal(Model.Trainer.Loss(model, x, y).item<float>(), measured.Without[at]);
            Assert.NotEqual(measured.Loss, measured.Without[at]);
        }
    }

    [Fact]
    public void Measure_HeadWhoseProjectionIsZero_IsWorthExactlyNothing()
    {
        using var gpt = SmallModel.Make();
        using (no_grad()) gpt.Blocks[1].Attention!.Project!.weight.narrow(1, 2 * SmallModel.Config.HeadSize, SmallModel.Config.HeadSize).zero_();
        var measured = HeadKnockouts.Measure(ModelWeights.Copy(gpt, 0), KnockoutLoss.WindowsOf(SmallModel.Corpus(), 10)).Last()!;
        Assert.Equal(measured.Loss, measured.Without[5]);
        Assert.All(measured.Without.Take(5), without => Assert.NotEqual(measured.Loss, without));
    }

    [Fact]
    public void Windows_OfTrainersWithOtherSeeds_AreTheSame()
    {
        using Trainer one = Trainer(), other = new(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 6);
        var (a, b) = (one.MeasureKnockouts(one.Snapshot()).Last()!, other.MeasureKnockouts(one.Snapshot()).Last()!);
        Assert.Equal(a.Loss, b.Loss);
        Assert.Equal(a.Without, b.Without);
    }

    [Fact]
    public void Measure_BetweenSteps_LeavesTheTrainingBitForBit()
    {
        using Trainer watched = Trainer(0.2), alone = Trainer(0.2);
        var windows = KnockoutLoss.WindowsOf(SmallModel.Corpus(), 10);
        for (int step = 0; step < 6; step++)
        {
            int pieces = HeadKnockouts.Measure(watched.Snapshot(), windows).Take(step == 3 ? 2 : 99).Count(); // left in the middle once
            Assert.Equal(step == 3 ? 2 : 7, pieces);
            Assert.Equal(alone.Step().Loss, watched.Step().Loss);
        }
        Assert.All(alone.Snapshot().Tensors, weight => Assert.Equal(weight.Value.Data, watched.Snapshot().Tensors[weight.Key].Data));
    }

    [Fact]
    public void Measure_OfAModelWithoutHeads_IsNothing()
    {
        using var gpt = SmallModel.Make(SmallModel.Config with { Mixer = Mixer.None });
        Assert.Empty(HeadKnockouts.Measure(ModelWeights.Copy(gpt, 0), KnockoutLoss.WindowsOf(SmallModel.Corpus(), 10)));
    }
}

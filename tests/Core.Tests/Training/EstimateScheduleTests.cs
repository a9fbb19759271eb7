// When a run is measured: early on little, then evenly, at the end, and all together for a tenth of the time.
namespace AttentionLab.Core.Tests;

public class EstimateScheduleTests
{
    public static TheoryData<string> PresetNames => [.. Presets.All.Select(preset => preset.Name)];

    [Fact]
    public void Measures_PresetSmall_IsEarlyThenEven()
    {
        var schedule = Of("small");
        Assert.Equal([1, 10, 25, 50, 100, 250, 500, 750, 1000, 1250, 1500, 1750, 2000], Enumerable.Range(1, 2000).Where(schedule.Measures));
        Assert.False(schedule.StartsAtZero);
    }

    [Fact]
    public void Measures_WithoutEarlyEstimates_IsEvenFromZero()
    {
        var schedule = new EstimateSchedule(new TrainingConfig { Steps = 105, EvalEvery = 50 }, 64);
        Assert.Equal([50, 100, 105], Enumerable.Range(1, 105).Where(schedule.Measures));
        Assert.True(schedule.StartsAtZero);
        Assert.All(Enumerable.Range(0, 106), step => Assert.Equal((null, EstimateSchedule.SampleTokens), (schedule.BatchesAt(step), schedule.SampleTokensAt(step))));
    }

    [Theory]
    [InlineData(2000, 250, true), InlineData(2000, 300, true), InlineData(100, 250, true), InlineData(100, 20, true), InlineData(40, 20, true), InlineData(101, 20, true), InlineData(1, 7, true)]
    [InlineData(105, 50, false), InlineData(100, 50, false), InlineData(1, 50, false)]
    public void CostInSteps_AnyRun_IsTheSumOverTheStepsThatAreMeasured(int steps, int every, bool early)
    {
        var training = new TrainingConfig { Batch = 12, Steps = steps, EvalEvery = every, EvalBatches = 20, EarlyEstimates = early };
        var schedule = new EstimateSchedule(training, 64);
        double sum = Enumerable.Range(0, steps + 1).Where(step => step == 0 ? schedule.StartsAtZero : schedule.Measures(step))
            .Sum(step => 2 * (schedule.BatchesAt(step) ?? 20) / 3.0 + schedule.SampleTokensAt(step) * 40 / (3.0 * 12 * 64));
        Assert.Equal(sum, schedule.CostInSteps(), 9);
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void BatchesAt_EarlyStep_IsAtMostAQuarterAndAtLeastOne(string preset)
    {
        var schedule = Of(preset);
        int all = Presets.Find(preset)!.Training.EvalBatches;
        Assert.All(EstimateSchedule.EarlySteps, step => Assert.InRange(schedule.BatchesAt(step) ?? all, 1, Math.Max(1, all / 4)));
        Assert.Null(schedule.BatchesAt(Presets.Find(preset)!.Training.Steps));
    }

    [Fact]
    public void BatchesAt_AnEarlyStepThatIsTheLast_IsAll()
    {
        var schedule = new EstimateSchedule(EstimateSchedule.Planned(new() { Steps = 25 }, 64), 64);
        Assert.Equal([1, 10, 25], Enumerable.Range(1, 25).Where(schedule.Measures));
        Assert.NotNull(schedule.BatchesAt(10));
        Assert.Null(schedule.BatchesAt(25));
        Assert.Equal(EstimateSchedule.SampleTokens, schedule.SampleTokensAt(25));
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Planned_AnyPreset_LeavesNineTenthsOfTheTimeToTheSteps(string name)
    {
        var preset = Presets.Find(name)!;
        var training = EstimateSchedule.Planned(preset.Training, preset.Model.Context);
        var schedule = new EstimateSchedule(training, preset.Model.Context);
        Assert.Equal(0, training.EvalEvery % preset.Training.EvalEvery);
        double spent = 0, tokens = 3.0 * training.Batch * preset.Model.Context;
        for (int step = 1; step < training.Steps; step++)
        {
            if (!schedule.Measures(step)) continue;
            spent += (2.0 / 3 * (schedule.BatchesAt(step) ?? training.EvalBatches)) + (schedule.SampleTokensAt(step) * 40 / tokens);
            if (step > 100) Assert.True(spent / (step + spent) <= 0.1, $"{spent / (step + spent):P1} of the time up to step {step}");
        }
    }

    [Fact]
    public void Planned_DearEstimates_AreFurtherApartAndNeverBeyondTheLongestRun()
    {
        Assert.Equal(250, EstimateSchedule.Planned(new() { EvalEvery = 250, EvalBatches = 20 }, 64).EvalEvery);
        Assert.True(EstimateSchedule.Planned(new() { EvalEvery = 250, EvalBatches = 1000 }, 64).EvalEvery >= 6000);
        Assert.InRange(EstimateSchedule.Planned(new() { Batch = 1, EvalEvery = 1_000_000, EvalBatches = 1000 }, 1).EvalEvery, 1, ModelLimits.Steps);
    }

    private static EstimateSchedule Of(string preset)
    {
        var (model, training) = (Presets.Find(preset)!.Model, Presets.Find(preset)!.Training);
        return new(EstimateSchedule.Planned(training, model.Context), model.Context);
    }
}

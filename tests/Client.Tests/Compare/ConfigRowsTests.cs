// The rows that tell runs apart: every setting has one, equal ones do not differ.
using AttentionLab.Client.Controls.Compare;

namespace AttentionLab.Client.Tests.Compare;

public class ConfigRowsTests
{
    private readonly FakeLab _lab = new();
    private readonly RunInfo _run = FakeLab.Run("r1", RunStatus.Finished);

    [Fact]
    public void Of_TwinRuns_DifferInNothing() => Assert.DoesNotContain(ConfigRows.Of([_run, _run with { Id = "r2", Name = "Twin" }], _lab), row => row.Differs);

    [Fact]
    public void Of_OtherMaskRateAndSeed_DiffersInThoseRowsAlone()
    {
        var other = _run with { Seed = 7, Model = _run.Model with { Mask = false }, Training = _run.Training with { LearningRate = 0.0005 } };
        Assert.Equal(
            [("Run", "Seed", "1,337", "7"), ("Model", "Mask", "on", "off"), ("Training", "Learning rate", "0.001", "0.0005")],
            ConfigRows.Of([_run, other], _lab).Where(row => row.Differs).Select(row => (row.Group, row.Name, row.Values[0], row.Values[1])));
    }

    [Fact]
    public void Of_AnyRun_HasARowForEverySettingOfTheContracts()
    {
        var names = ConfigRows.Of([_run], _lab).Select(row => row.Name.Replace(" ", "").ToLowerInvariant()).ToList();
        foreach (var setting in typeof(ModelOverrides).GetProperties().Concat(typeof(TrainingOverrides).GetProperties()))
            Assert.Contains(setting.Name.ToLowerInvariant(), names);
    }

    [Fact]
    public void Of_ModelTrainedElsewhere_HasNoNumberOfATraining() =>
        Assert.All(ConfigRows.Of([_run with { Preset = RunInfo.Elsewhere }], _lab).Where(row => row.Group == "Training" || row.Name is "Seed" or "Tokens trained on"), row => Assert.Equal("–", row.Values[0]));

    [Fact]
    public void Of_TokensTrainedOn_IsStepsTimesBatchTimesContext() =>
        Assert.Equal("322,560", ConfigRows.Of([_run], _lab).Single(row => row.Name == "Tokens trained on").Values[0]); // 420 x 12 x 64
}

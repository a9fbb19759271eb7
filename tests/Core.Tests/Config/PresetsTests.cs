// All presets can be trained, and are found by name.
namespace AttentionLab.Core.Tests;

public class PresetsTests
{
    public static TheoryData<string> Names => [.. Presets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_Each_HasNoProblems(string name)
    {
        Preset preset = Presets.Find(name)!;
        Assert.Empty(preset.Model.Problems());
        Assert.Empty(preset.Training.Problems());
    }

    [Fact]
    public void All_Names_AreTheLadder() => Assert.Equal(
        ["tiny", "small", "medium", "scaled", "bigram", "average", "one-head", "many-heads", "feed-forward", "residual", "layer-norm", "wavenet"],
        Presets.All.Select(preset => preset.Name));

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(Presets.Find("enormous"));

    [Fact]
    public void Find_Default_IsThere() => Assert.NotNull(Presets.Find(Presets.Default));
}

// The newest captures of a run in memory: a second of them at most, and never more bytes than the bound.
using AttentionLab.Server.Live;

namespace AttentionLab.Server.Tests.Live;

public class NewestCapturesTests
{
    [Fact]
    public void Add_MoreThanASecondOfThem_KeepsTheNewest()
    {
        var captures = new NewestCaptures();
        for (int step = 1; step <= 10; step++) captures.Add(Of(step, 2));
        Assert.Equal(10, captures.Newest!.Step);
        Assert.Equal([null, null, 3, 10], new[] { 1, 2, 3, 10 }.Select(step => captures.At(step)?.Step));
        captures.Clear();
        Assert.Null(captures.Newest);
    }

    [Fact]
    public void Add_TheSameStepAgain_ReplacesIt()
    {
        var captures = new NewestCaptures();
        captures.Add(Of(1, 2));
        captures.Add(Of(2, 2));
        captures.Add(Of(2, 3)); // another probe text
        Assert.Equal(3, captures.At(2)!.Tokens);
        Assert.Equal(1, captures.At(1)!.Step);
    }

    [Theory]
    [InlineData(2_900, true, false)] // 32 MiB: both would be above the bound by a little
    [InlineData(4_200, false, false)] // 67 MiB
    [InlineData(2_800, true, true)]
    public void Add_LargeCaptures_KeepsNoMoreThanTheBound(int tokens, bool keepsOne, bool keepsBoth)
    {
        var captures = new NewestCaptures();
        captures.Add(Of(1, tokens));
        captures.Add(Of(2, tokens));
        Assert.Equal((keepsOne, keepsBoth), (captures.Newest is not null, captures.At(1) is not null));
    }

    private static WeightCapture Of(int step, int tokens) => new(step, [[new float[tokens * tokens]]]);
}

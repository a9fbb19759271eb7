// Two matrices worked by hand: what is subtracted, what sums to zero, which cells are furthest apart.
using AttentionLab.Server.Inference;

namespace AttentionLab.Server.Tests.Inference;

public class AttentionSubtractionTests
{
    private static readonly float[][] A = [[1], [0.5f, 0.5f], [0.25f, 0.25f, 0.5f]];
    private static readonly float[][] B = [[1], [0.75f, 0.25f], [0.5f, 0, 0.5f]];

    [Fact]
    public void Subtract_TwoMatrices_IsCellByCell() =>
        Assert.Equal([[0], [-0.25f, 0.25f], [-0.25f, 0.25f, 0]], AttentionSubtraction.Subtract(A, B));

    [Fact]
    public void RowSums_RowsThatSumToOne_AreZero() => Assert.Equal([0, 0, 0], AttentionSubtraction.RowSums(AttentionSubtraction.Subtract(A, B)));

    [Fact]
    public void LargestOf_EqualSizes_ComeInReadingOrderWithoutZeros() =>
        Assert.Equal(
            [new(1, 0, 0.5f, 0.75f, -0.25f), new(1, 1, 0.5f, 0.25f, 0.25f), new(2, 0, 0.25f, 0.5f, -0.25f), new CellDifference(2, 1, 0.25f, 0, 0.25f)],
            AttentionSubtraction.LargestOf(A, B, AttentionSubtraction.Subtract(A, B)));

    [Fact]
    public void Moved_TwoOfThreeRowsMoveAQuarter_IsTheirMean() =>
        Assert.Equal((0 + 0.25 + 0.25) / 3, AttentionSubtraction.Moved(AttentionSubtraction.Subtract(A, B)), 1e-12);

    [Theory]
    [InlineData(true, new[] { 1, 2 })]
    [InlineData(false, new[] { 2, 2 })]
    public void Rows_OneModelWithoutMask_HoldAllKeys(bool masked, int[] lengths) =>
        Assert.Equal(lengths, AttentionSubtraction.Rows([1, 0, 0.5f, 0.5f], 2, masked).Select(row => row.Length));
}

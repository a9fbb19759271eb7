// Scores of heads worked out by hand, and the rule that makes roles of them.
namespace AttentionLab.Core.Tests;

public class HeadScoresTests
{
    // The text a b a b: the third token's twin is the first, what came after it the second.
    private static readonly int[] Abab = [7, 3, 7, 3];

    [Fact]
    public void Of_HandWorkedMatrix_GivesItsMeans()
    {
        float[] weights =
        [
            1, 0, 0, 0,
            0.5f, 0.5f, 0, 0,
            0.25f, 0.5f, 0.25f, 0,
            0, 0.125f, 0.875f, 0,
        ];
        var scores = HeadScores.Of(weights, Abab, masked: true);
        Assert.Equal((0.5 + 0.875) / 2, scores.PreviousToken, 1e-6);
        Assert.Equal((0.25 + 0) / 2, scores.FirstToken, 1e-6);
        Assert.Equal((0.25 + 0.125) / 2, scores.DuplicateToken!.Value, 1e-6);
        Assert.Equal((0.5 + 0.875) / 2, scores.Induction!.Value, 1e-6);
        double third = -(0.5 * Math.Log(0.25) + 0.5 * Math.Log(0.5)) / Math.Log(3), fourth = -(0.125 * Math.Log(0.125) + 0.875 * Math.Log(0.875)) / Math.Log(4);
        Assert.Equal((1 + third + fourth) / 3, scores.Entropy, 1e-6);
        Assert.Equal((0 + 0.5 + (0.25 * 2 + 0.5) + (0.125 * 2 + 0.875)) / 4, scores.Distance, 1e-6);
    }

    [Fact]
    public void Of_EvenRows_HasEntropyOne()
    {
        float[] even = [.. from t in Enumerable.Range(0, 6) from s in Enumerable.Range(0, 6) select s <= t ? 1f / (t + 1) : 0];
        var scores = HeadScores.Of(even, [0, 1, 2, 3, 4, 5], masked: true);
        Assert.Equal(1, scores.Entropy, 1e-6);
        Assert.Null(scores.DuplicateToken);
        Assert.Null(scores.Induction);
    }

    [Fact]
    public void Of_WithoutMask_CountsWhatLiesAheadInDistanceAndEntropy()
    {
        float[] ahead = [0, 1, 0, 0, 0, 1, 0, 0, 1]; // (3, 3): each row looks at one token
        var scores = HeadScores.Of(ahead, [0, 1, 2], masked: false);
        Assert.Equal((1 + 1 + 0) / 3.0, scores.Distance, 1e-6);
        Assert.Equal(0, scores.Entropy);
    }

    [Fact]
    public void Of_SameTokenTwiceInARow_DoesNotTakeTheTokenItselfForWhatCameAfter()
    {
        var scores = HeadScores.Of([1, 0, 0, 1], [5, 5], masked: true);
        Assert.Equal(0, scores.DuplicateToken);
        Assert.Null(scores.Induction);
    }

    [Theory]
    [InlineData(0.41f, 0.2f, 0.1f, 0.1f, RoleName.PreviousToken)]
    [InlineData(0.41f, 0.5f, 0.1f, 0.1f, RoleName.FirstToken)]
    [InlineData(0.1f, 0.2f, 0.4f, 0.1f, RoleName.DuplicateToken)]
    [InlineData(0.1f, 0.2f, 0.5f, 0.6f, RoleName.Induction)]
    [InlineData(0.39f, 0.39f, 0.1f, 0.1f, RoleName.None)]
    public void Role_OfScores_IsTheLargestThatIsLargeEnough(float previous, float first, float duplicate, float induction, RoleName role) =>
        Assert.Equal(role, HeadRoles.Of(new(previous, first, duplicate, induction, 0.5f, 3)));

    [Fact]
    public void TakenOn_RolesThatComeAndGo_CountsOnlyWhatLasts()
    {
        const RoleName no = RoleName.None, previous = RoleName.PreviousToken, induction = RoleName.Induction;
        RoleName[] roles = [no, no, previous, no, previous, previous, previous, previous, no, previous, induction, induction, induction];
        Assert.Equal([(4, previous), (10, induction)], HeadRoles.TakenOn(roles));
    }

    [Theory]
    [InlineData(8, 65, 4)]
    [InlineData(64, 65, 32)]
    [InlineData(9, 3, 4)]
    [InlineData(1024, 65, 64)]
    public void RepeatedSequence_AnyModel_SaysTheSameTwice(int context, int vocabulary, int half)
    {
        int[] tokens = RepeatedSequence.Of(context, vocabulary, 1337);
        Assert.Equal(2 * half, tokens.Length);
        Assert.Equal(tokens[..half], tokens[half..]);
        Assert.All(tokens, id => Assert.InRange(id, 0, vocabulary - 1));
        if (vocabulary >= half) Assert.Equal(half, tokens.Distinct().Count());
        Assert.NotEqual(tokens, RepeatedSequence.Of(context, vocabulary, 1338));
    }

    [Fact]
    public void RepeatedSequence_ContextOfThree_HasNone() => Assert.Empty(RepeatedSequence.Of(3, 65, 1));
}

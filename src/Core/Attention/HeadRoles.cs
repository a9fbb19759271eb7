// The part a head plays, decided by one stated rule from its scores on a repeated random sequence.
namespace AttentionLab.Core;

public static class HeadRoles
{
    /// <summary>A head has a role when at least this part of its weight, on average, goes where the role says.</summary>
    public const float Least = 0.4f;

    /// <summary>A role counts as taken on when it lasts for so many kept steps in a row.</summary>
    public const int Lasting = 3;

    /// <summary>The role with the largest score, if that is large enough.</summary>
    public static RoleName Of(HeadScores scores)
    {
        var (role, score) = (RoleName.PreviousToken, scores.PreviousToken);
        if (scores.FirstToken > score) (role, score) = (RoleName.FirstToken, scores.FirstToken);
        if (scores.DuplicateToken > score) (role, score) = (RoleName.DuplicateToken, scores.DuplicateToken.Value);
        if (scores.Induction > score) (role, score) = (RoleName.Induction, scores.Induction.Value);
        return score >= Least ? role : RoleName.None;
    }

    /// <summary>Where a head takes on a role that lasts: the index of the first of the steps in which it has it, and the role.</summary>
    /// <param name="roles">The head's roles at the kept steps, in order.</param>
    public static IEnumerable<(int Index, RoleName Role)> TakenOn(IReadOnlyList<RoleName> roles)
    {
        var held = RoleName.None;
        for (int i = 0; i + Lasting <= roles.Count; i++)
        {
            var role = roles[i];
            if (role == held) continue;
            if (Enumerable.Range(i, Lasting).Any(at => roles[at] != role)) continue;
            held = role;
            if (role != RoleName.None) yield return (i, role);
        }
    }
}

// Two tokens that stand next to each other, and are written as one.
namespace AttentionLab.Core;

public readonly record struct BytePair(int Left, int Right) : IComparable<BytePair>
{
    public int CompareTo(BytePair other) => Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
}

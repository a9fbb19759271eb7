// One random choice after another, for writers of texts and tasks.
namespace AttentionLab.Core;

internal sealed class DrawSequence(ulong seed, ulong stream)
{
    private ulong drawn;

    /// <summary>Uniform in 0 .. count - 1.</summary>
    public int Below(int count) => CounterRandom.Below(count, seed, stream, drawn++);

    /// <summary>True in <paramref name="times"/> of <paramref name="outOf"/> cases.</summary>
    public bool Chance(int times, int outOf) => Below(outOf) < times;

    public T OneOf<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>All orders are equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}

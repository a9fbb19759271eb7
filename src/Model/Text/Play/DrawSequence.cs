// One random choice after another, for the writer of the play.
namespace AttentionLab.Model;

internal sealed class DrawSequence(ulong seed)
{
    private ulong drawn;

    /// <summary>Uniform in 0 .. count - 1.</summary>
    public int Below(int count) => CounterRandom.Below(count, seed, RandomStream.Play, drawn++);

    /// <summary>True in <paramref name="times"/> of <paramref name="outOf"/> cases.</summary>
    public bool Chance(int times, int outOf) => Below(outOf) < times;

    public T OneOf<T>(IReadOnlyList<T> list) => list[Below(list.Count)];
}

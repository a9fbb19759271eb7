// Which random numbers a part of the network drops with: they depend on the run's seed, the step and the part's name, and on nothing else.
using System.Text;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Shared by all parts of one model. A part that is left out shifts the numbers of no other.</summary>
internal sealed class DropoutStreams
{
    private long seed;
    private int step;
    private bool isByPart = true;

    /// <summary>Goes to a step of a run; its numbers are drawn from here on.</summary>
    /// <param name="isByPart">Whether each part has a stream of its own. Runs of version 0.1 draw all masks of a step from one stream, one after the other.</param>
    public void GoTo(long seed, int step, bool isByPart)
    {
        (this.seed, this.step, this.isByPart) = (seed, step, isByPart);
        if (!isByPart) GlobalGenerator.Seed(SeedOf(0));
    }

    /// <summary>Numbers dropped with probability p, the others scaled by 1/(1-p).</summary>
    /// <param name="part">Of <see cref="StreamOf"/>.</param>
    public Tensor Drop(Tensor x, double p, ulong part) => GlobalGenerator.Dropout(x, p, isByPart ? SeedOf(part) : null); // of x's shape

    /// <summary>Attention whose weights are dropped: queries (B, H, N, D), keys and values (B, H, T, D) to (B, H, N, D).</summary>
    public Tensor Attend(Tensor query, Tensor key, Tensor value, double p, bool mask, ulong part) =>
        GlobalGenerator.Attention(query, key, value, p, mask, isByPart ? SeedOf(part) : null); // (B, H, N, D)

    /// <summary>The stream of a part, from its name such as <c>blocks.0.attention</c>: FNV-1a of 64 bits.</summary>
    public static ulong StreamOf(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (byte letter in Encoding.UTF8.GetBytes(name)) hash = (hash ^ letter) * 1099511628211;
        return hash;
    }

    private long SeedOf(ulong part) => (long)(CounterRandom.Bits((ulong)seed, RandomStream.Dropout ^ part, (ulong)step) >> 1);
}

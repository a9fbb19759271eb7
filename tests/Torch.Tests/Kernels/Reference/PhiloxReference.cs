// What Philox delivers, one index after the other: uniform and normal numbers, dropout.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class PhiloxReference
{
    /// <summary>The word at an index. 64 indices share 16 blocks: the first words of all sixteen, then the second words, and so on.</summary>
    public static uint Word(long index, ulong seed, ulong offset)
    {
        ulong block = ((ulong)index >> 6 << 4) + ((ulong)index & 15);
        var (w0, w1, w2, w3) = PhiloxBlock.Words((uint)block, (uint)(block >> 32), (uint)offset, (uint)(offset >> 32), (uint)seed, (uint)(seed >> 32));
        return ((index >> 4) & 3) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }

    /// <summary>What a dropped-out cell is multiplied by: 0 or 1 / (1 - p).</summary>
    public static float Keep(long index, float p, ulong seed, ulong offset) =>
        p <= 0 ? 1 : PhiloxBlock.Fraction(Word(index, seed, offset)) >= p ? 1 / (1 - p) : 0;

    public static void Uniform(float* y, long n, ulong seed, ulong offset)
    {
        for (long i = 0; i < n; i++) y[i] = PhiloxBlock.Fraction(Word(i, seed, offset));
    }

    public static void Normal(float* y, long n, ulong seed, ulong offset)
    {
        // A pair of cells 16 apart shares a radius and an angle.
        for (long i = 0; i < n; i++)
        {
            long first = i & ~16L;
            double radius = Math.Sqrt(-2 * Math.Log(1 - (double)PhiloxBlock.Fraction(Word(first, seed, offset))));
            double angle = 2 * Math.PI * PhiloxBlock.Fraction(Word(first + 16, seed, offset));
            y[i] = (float)(radius * ((i & 16) == 0 ? Math.Cos(angle) : Math.Sin(angle)));
        }
    }

    public static void Dropout(float* x, float* y, long n, float p, ulong seed, ulong offset)
    {
        for (long i = 0; i < n; i++)
        {
            float keep = Keep(i, p, seed, offset);
            y[i] = keep == 0 ? 0 : x[i] * keep;
        }
    }
}

// Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), one block at a time.
namespace TorchSharp.Kernels;

internal static unsafe class PhiloxReference
{
    public const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    public const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>Ten rounds on a counter of four words with a key of two.</summary>
    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>The word at an index. 64 indices share 16 blocks: the first words of all sixteen, then the second words, and so on.</summary>
    public static uint Word(long index, ulong seed, ulong offset)
    {
        ulong block = ((ulong)index >> 6 << 4) + ((ulong)index & 15);
        var (w0, w1, w2, w3) = Block((uint)block, (uint)(block >> 32), (uint)offset, (uint)(offset >> 32), (uint)seed, (uint)(seed >> 32));
        return ((index >> 4) & 3) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }

    public static float Fraction(uint word) => (word >> 8) * (1f / (1 << 24));

    /// <summary>What a dropped-out cell is multiplied by: 0 or 1 / (1 - p).</summary>
    public static float Keep(long index, float p, ulong seed, ulong offset) =>
        p <= 0 ? 1 : Fraction(Word(index, seed, offset)) >= p ? 1 / (1 - p) : 0;

    public static void Uniform(float* y, long n, ulong seed, ulong offset)
    {
        for (long i = 0; i < n; i++) y[i] = Fraction(Word(i, seed, offset));
    }

    public static void Normal(float* y, long n, ulong seed, ulong offset)
    {
        // A pair of cells 16 apart shares a radius and an angle.
        for (long i = 0; i < n; i++)
        {
            long first = i & ~16L;
            double radius = Math.Sqrt(-2 * Math.Log(1 - (double)Fraction(Word(first, seed, offset))));
            double angle = 2 * Math.PI * Fraction(Word(first + 16, seed, offset));
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

    public static ulong Bits64(ulong seed, ulong offset)
    {
        var (w0, w1, _, _) = Block(0, 0, (uint)offset, (uint)(offset >> 32), (uint)seed, (uint)(seed >> 32));
        return w0 | ((ulong)w1 << 32);
    }
}

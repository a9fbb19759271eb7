// Philox 4x32-10 on many blocks at once, delivered as fractions in [0, 1).
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

internal static unsafe class PhiloxWords
{
    /// <summary>Indices that share sixteen blocks of four words: see index 64 g + 16 w + b is word w of block 16 g + b.</summary>
    public const int Group = 64;

    /// <summary>y (64 count) = fractions of the groups from <paramref name="first"/> on.</summary>
    public static void Groups(float* y, long first, long count, ulong seed, ulong offset)
    {
        for (long group = first; group < first + count; group++, y += Group)
        {
            ulong block = (ulong)group * 16;
            if (Avx512F.IsSupported)
            {
                Eight(y, block, seed, offset);
                Eight(y + 8, block + 8, seed, offset);
            }
            else if (Avx2.IsSupported)
            {
                for (int i = 0; i < 16; i += 4) Four(y + i, block + (ulong)i, seed, offset);
            }
            else
            {
                for (int i = 0; i < 16; i++) One(y + i, block + (ulong)i, seed, offset);
            }
        }
    }

    /// <summary>The fractions of the indices [from, from + count): returns where they start in scratch, which needs count + 126 floats.</summary>
    public static float* Range(float* scratch, long from, long count, ulong seed, ulong offset)
    {
        long first = from / Group, last = (from + count + Group - 1) / Group;
        Groups(scratch, first, last - first, seed, offset);
        return scratch + (from - (first * Group));
    }

    // Words live in the lower halves of 64-bit lanes; the multiplication ignores what gathers in the upper halves.
    private static void Eight(float* y, ulong block, ulong seed, ulong offset)
    {
        Vector512<ulong> c0 = Vector512.Create(block) + Vector512<ulong>.Indices, c1 = c0 >> 32;
        Vector512<ulong> c2 = Vector512.Create(offset), c3 = Vector512.Create(offset >> 32);
        Vector512<uint> m0 = Vector512.Create((ulong)PhiloxBlock.Multiplier0).AsUInt32();
        Vector512<uint> m1 = Vector512.Create((ulong)PhiloxBlock.Multiplier1).AsUInt32();
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> p0 = Avx512F.Multiply(c0.AsUInt32(), m0), p1 = Avx512F.Multiply(c2.AsUInt32(), m1);
            c0 = (p1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (p0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            c1 = p1;
            c3 = p0;
            k0 += PhiloxBlock.Weyl0;
            k1 += PhiloxBlock.Weyl1;
        }
        Fractions(c0).Store(y);
        Fractions(c1).Store(y + 16);
        Fractions(c2).Store(y + 32);
        Fractions(c3).Store(y + 48);
    }

    private static Vector256<float> Fractions(Vector512<ulong> words) =>
        Vector256.ConvertToSingle((Avx512F.ConvertToVector256UInt32(words) >> 8).AsInt32()) * Vector256.Create(1f / (1 << 24));

    private static void Four(float* y, ulong block, ulong seed, ulong offset)
    {
        Vector256<ulong> c0 = Vector256.Create(block) + Vector256<ulong>.Indices, c1 = c0 >> 32;
        Vector256<ulong> c2 = Vector256.Create(offset), c3 = Vector256.Create(offset >> 32);
        Vector256<uint> m0 = Vector256.Create((ulong)PhiloxBlock.Multiplier0).AsUInt32();
        Vector256<uint> m1 = Vector256.Create((ulong)PhiloxBlock.Multiplier1).AsUInt32();
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> p0 = Avx2.Multiply(c0.AsUInt32(), m0), p1 = Avx2.Multiply(c2.AsUInt32(), m1);
            c0 = (p1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c2 = (p0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            c1 = p1;
            c3 = p0;
            k0 += PhiloxBlock.Weyl0;
            k1 += PhiloxBlock.Weyl1;
        }
        Fractions(c0).Store(y);
        Fractions(c1).Store(y + 16);
        Fractions(c2).Store(y + 32);
        Fractions(c3).Store(y + 48);
    }

    private static Vector128<float> Fractions(Vector256<ulong> words)
    {
        Vector256<ulong> low = words & Vector256.Create(0xFFFF_FFFFul);
        return Vector128.ConvertToSingle((Vector128.Narrow(low.GetLower(), low.GetUpper()) >> 8).AsInt32()) * Vector128.Create(1f / (1 << 24));
    }

    private static void One(float* y, ulong block, ulong seed, ulong offset)
    {
        var (w0, w1, w2, w3) = PhiloxBlock.Words((uint)block, (uint)(block >> 32), (uint)offset, (uint)(offset >> 32), (uint)seed, (uint)(seed >> 32));
        y[0] = PhiloxBlock.Fraction(w0);
        y[16] = PhiloxBlock.Fraction(w1);
        y[32] = PhiloxBlock.Fraction(w2);
        y[48] = PhiloxBlock.Fraction(w3);
    }
}

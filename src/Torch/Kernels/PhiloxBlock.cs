// Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), one block at a time.
namespace TorchSharp.Kernels;

internal static class PhiloxBlock
{
    public const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    public const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>Ten rounds on a counter of four words with a key of two.</summary>
    public static (uint, uint, uint, uint) Words(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
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

    /// <summary>The upper 24 bits of a word as a number in [0, 1).</summary>
    public static float Fraction(uint word) => (word >> 8) * (1f / (1 << 24));
}

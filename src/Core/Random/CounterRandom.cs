// Random numbers from a counter: the value of (seed, stream, index) does not depend on what was drawn before.
namespace AttentionLab.Core;

/// <remarks>Each of seed, stream and index passes through the finaliser of SplitMix64, which turns neighbouring inputs into unrelated bits.</remarks>
internal static class CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong index)
    {
        ulong state = Mix(seed + Golden);
        state = Mix((state ^ stream) + Golden);
        return Mix((state ^ index) + Golden);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public static double Uniform(ulong seed, ulong stream, ulong index) => (Bits(seed, stream, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. count - 1.</summary>
    public static int Below(int count, ulong seed, ulong stream, ulong index) => (int)Math.BigMul(Bits(seed, stream, index), (ulong)count, out _);

    /// <summary>Standard normal, by Box and Muller; two indices make one pair.</summary>
    public static double Normal(ulong seed, ulong stream, ulong index)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(seed, stream, index & ~1UL)));
        double angle = 2 * Math.PI * Uniform(seed, stream, index | 1);
        return radius * ((index & 1) == 0 ? Math.Cos(angle) : Math.Sin(angle));
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

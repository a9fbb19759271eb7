// Counter-based random numbers (Philox 4x32-10): the value at an index does not depend on who computes it, or when.
namespace TorchSharp.Kernels;

/// <remarks>
/// The key is the seed. The counter's upper half is the offset, a stream number: calls with different offsets never overlap.
/// Its lower half counts blocks of four words within the stream; how indices map to words says <see cref="PhiloxReference.Word"/>.
/// </remarks>
internal static unsafe class Philox
{
    /// <summary>y (n) uniform in [0, 1), multiples of 2^-24.</summary>
    public static void Uniform(float* y, long n, ulong seed, ulong offset) => PhiloxReference.Uniform(y, n, seed, offset);

    /// <summary>y (n) standard normal, by Box and Muller.</summary>
    public static void Normal(float* y, long n, ulong seed, ulong offset) => PhiloxReference.Normal(y, n, seed, offset);

    /// <summary>y = x / (1 - p) where the uniform number of the index is at least p, else 0; the gradient is the same call on dy.</summary>
    public static void Dropout(float* x, float* y, long n, float p, ulong seed, ulong offset) => PhiloxReference.Dropout(x, y, n, p, seed, offset);

    /// <summary>The first 64 bits of a stream.</summary>
    public static ulong Bits64(ulong seed, ulong offset) => PhiloxReference.Bits64(seed, offset);
}

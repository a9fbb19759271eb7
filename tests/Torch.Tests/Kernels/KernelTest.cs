// What kernel tests need: native arrays, settings put back afterwards, comparison with the reference.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

/// <summary>Thread count and SIMD width are the process's: tests that set them don't run beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelCollection
{
    public const string Name = "Kernels";
}

[Collection(KernelCollection.Name)]
public abstract unsafe class KernelTest : IDisposable
{
    private readonly List<nint> blocks = [];
    private readonly int threads = ForkJoin.Threads;
    private readonly int bits = LaneLoop.Bits;
    private readonly Random random = new(20250);

    public static TheoryData<int> Widths { get; } = [512, 256, 128, 32];

    public void Dispose()
    {
        ForkJoin.Threads = threads;
        LaneLoop.Bits = bits;
        foreach (nint block in blocks) NativeMemoryPool.Return((void*)block);
        GC.SuppressFinalize(this);
    }

    /// <summary>n floats of a bell shape, the same in every run.</summary>
    protected float* Some(long n, double scale = 1)
    {
        float* x = Room(n);
        for (long i = 0; i < n; i++) x[i] = (float)(scale * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
        return x;
    }

    /// <summary>n floats that no kernel may take for a result.</summary>
    protected float* Room(long n)
    {
        float* x = (float*)NativeMemoryPool.Rent(n * sizeof(float));
        blocks.Add((nint)x);
        new Span<float>(x, (int)n).Fill(-12345);
        return x;
    }

    protected float* Copy(float* from, long n)
    {
        float* x = Room(n);
        new Span<float>(from, (int)n).CopyTo(new Span<float>(x, (int)n));
        return x;
    }

    protected long* Indices(long n, int below)
    {
        long* x = (long*)NativeMemoryPool.Rent(n * sizeof(long));
        blocks.Add((nint)x);
        for (long i = 0; i < n; i++) x[i] = random.Next(below);
        return x;
    }

    protected static void Near(float* expected, float* actual, long n, double relative, double absolute, string what = "")
    {
        for (long i = 0; i < n; i++)
        {
            bool same = expected[i].Equals(actual[i]) || Math.Abs((double)expected[i] - actual[i]) <= absolute + (relative * Math.Abs(expected[i]));
            Assert.True(same, $"{what} cell {i} of {n}: {actual[i]:R} instead of {expected[i]:R}");
        }
    }

    protected static void SameBits(float* expected, float* actual, long n, string what = "")
    {
        for (long i = 0; i < n; i++)
        {
            Assert.True(((int*)expected)[i] == ((int*)actual)[i], $"{what} cell {i} of {n}: {actual[i]:R} instead of {expected[i]:R}");
        }
    }
}

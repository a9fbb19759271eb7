// Strided copies against the element-by-element reference; the memory pool's promises.
using AttentionLab.Torch.Tests.Autograd;
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class StridedCopyTests : KernelTest
{
    public static TheoryData<long[], long[]> Views { get; } = new()
    {
        { [], [] },
        { [7], [1] },
        { [7], [3] },
        { [7], [0] },
        { [0, 4], [4, 1] },
        { [5, 6], [6, 1] },
        { [5, 6], [1, 5] },
        { [64, 48], [1, 64] },
        { [37, 41], [1, 40] },
        { [300, 200], [1, 300] },
        { [40_000], [2] },
        { [40_000, 1], [1, 9] },
        { [4, 8, 16, 32], [4096, 32, 256, 1] },         // (B,T,H,D) seen as (B,H,T,D)
        { [4, 8, 32, 16], [4096, 32, 1, 256] },         // the same with the last two exchanged
        { [3, 1, 4, 1, 5], [20, 77, 5, 3, 1] },
        { [3, 5, 4], [0, 1, 0] },                       // expanded
        { [2, 3, 2, 3, 2, 3, 2, 2], [1, 2, 6, 12, 36, 72, 216, 432] },
        { [6, 10], [30, 2] },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void ToContiguous_AnyView_EqualsReference(long[] sizes, long[] strides)
    {
        long reach = 1 + sizes.Zip(strides, (size, stride) => Math.Max(0, size - 1) * stride).Sum(), count = sizes.Aggregate(1L, (a, b) => a * b);
        byte* source = (byte*)Some(2 * reach);
        foreach (int elementSize in new[] { 1, 2, 4, 8 })
        {
            byte* expected = (byte*)Room((2 * count) + 1), actual = (byte*)Room((2 * count) + 1);
            StridedCopyReference.ToContiguous(source, sizes, strides, expected, elementSize);
            StridedCopy.ToContiguous(source, sizes, strides, actual, elementSize);
            SameBits((float*)expected, (float*)actual, (2 * count) + 1, $"{elementSize} bytes");
        }
    }

    [Fact]
    public void ToContiguous_NegativeStride_Reverses()
    {
        float* source = Some(12), target = Room(12);
        StridedCopy.ToContiguous(source + 11, [12], [-1], target, 4);
        for (int i = 0; i < 12; i++) Assert.Equal(source[11 - i], target[i]);
    }

    [Fact]
    public void ToContiguous_NineDimensionsOrOddElements_AreRefused()
    {
        Assert.Contains("at most 8", Assert.Throws<ArgumentException>(() => StridedCopy.ToContiguous(null, new long[9], new long[9], null, 4)).Message);
        Assert.Contains("3 bytes", Assert.Throws<ArgumentException>(() => StridedCopy.ToContiguous(null, [1], [1], null, 3)).Message);
    }

    [Fact]
    public void Pool_RentAndReturn_AlignsReusesAndCounts()
    {
        long used = SettledMemory.Bytes();
        var sizes = new long[] { 0, 1, 63, 64, 65, 255, 256, 257, 1000, 4096, 100_000, 1_000_003 };
        var blocks = sizes.Select(size => (nint)NativeMemoryPool.Rent(size)).ToArray();
        Assert.True(NativeMemoryPool.BytesInUse - used >= sizes.Sum());
        Assert.True(NativeMemoryPool.BytesInUse - used <= sizes.Sum(size => Math.Max(64, size * 5 / 4) + 64));
        for (int i = 0; i < blocks.Length; i++)
        {
            Assert.Equal(0, blocks[i] % 64);
            new Span<byte>((void*)blocks[i], (int)sizes[i]).Fill((byte)i);
        }
        for (int i = 0; i < blocks.Length; i++) Assert.All(new Span<byte>((void*)blocks[i], (int)sizes[i]).ToArray(), cell => Assert.Equal((byte)i, cell));
        foreach (nint block in blocks) NativeMemoryPool.Return((void*)block);
        NativeMemoryPool.Return(null);
        Assert.Equal(used, NativeMemoryPool.BytesInUse);
        void* again = NativeMemoryPool.Rent(1_000_003);
        Assert.Equal(blocks[^1], (nint)again);
        NativeMemoryPool.Return(again);
    }
}

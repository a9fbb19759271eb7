// More memory than there is, and more elements than can be counted: exceptions, and the engine goes on.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.BadInput;

public sealed class TooLargeTests
{
    [Fact]
    public void Zeros_OfTwoToThe45Bytes_ThrowsAndTheEngineGoesOn()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<OutOfMemoryException>(() => zeros([1L << 43]));
        Assert.Contains((1L << 45).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Equal(6f, ones(2, 3).sum().item<float>());
    }

    [Fact]
    public void Operation_ResultTooLarge_ThrowsOutOfMemory()
    {
        using var scope = NewDisposeScope();
        var x = ones(1).expand(1L << 22);
        Assert.Throws<OutOfMemoryException>(() => x.unsqueeze(0).expand(1L << 21, -1) + 1);
        Assert.Throws<OutOfMemoryException>(() => x.unsqueeze(1).matmul(x.unsqueeze(0)));
    }

    [Theory]
    [InlineData(1L << 40, 1L << 40)]
    [InlineData(long.MaxValue, 2)]
    [InlineData(1L << 61, 1)]
    public void Zeros_MoreElementsThanANumberCounts_SaysSo(long rows, long columns)
    {
        var error = Assert.Throws<ArgumentException>(() => zeros([rows, columns]));
        Assert.Contains($"[{rows}, {columns}] has more bytes than a 64-bit number counts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeros_OneSizeIsZero_HasNoElements()
    {
        using var empty = zeros([1L << 40, 1L << 40, 0]);
        Assert.Equal(0, empty.Count);
    }
}

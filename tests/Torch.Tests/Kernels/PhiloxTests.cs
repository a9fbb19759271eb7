// Philox against the vectors published with Random123; uniform, normal and dropout against the reference and their moments.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class PhiloxTests : KernelTest
{
    // Known answers for philox4x32-10: counter, key, result.
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers { get; } = new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        { [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
        { [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1] },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Block_PublishedVectors_AreMet(uint[] counter, uint[] key, uint[] expected)
    {
        var (w0, w1, w2, w3) = PhiloxBlock.Words(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
        Assert.Equal(expected, new[] { w0, w1, w2, w3 });
    }

    [Theory]
    [InlineData(0, 0ul, 0ul)]
    [InlineData(1, 1ul, 2ul)]
    [InlineData(64, 0xa4093822_299f31d0ul, 7ul)]
    [InlineData(1000, 42ul, 0xffffffff_fffffffful)]
    [InlineData(20_011, 0xffffffff_00000001ul, 1ul << 33)]
    public void UniformAndNormal_AnyLength_EqualReferenceBitForBit(int n, ulong seed, ulong offset)
    {
        float* expected = Room(n + 1), actual = Room(n + 1);
        PhiloxReference.Uniform(expected, n, seed, offset);
        Philox.Uniform(actual, n, seed, offset);
        SameBits(expected, actual, n + 1);
        PhiloxReference.Normal(expected, n, seed, offset);
        Philox.Normal(actual, n, seed, offset);
        SameBits(expected, actual, n + 1);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Dropout_AnyRate_EqualsReferenceBitForBit(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (long n in new long[] { 0, 1, 63, 64, 65, 30_001 })
        {
            foreach (float p in new[] { 0f, 0.2f, 0.5f, 1f })
            {
                float* x = Some(n), expected = Room(n + 1), actual = Room(n + 1);
                PhiloxReference.Dropout(x, expected, n, p, 3, 4);
                Philox.Dropout(x, actual, n, p, 3, 4);
                SameBits(expected, actual, n + 1, $"p = {p}");
            }
        }
    }

    [Fact]
    public void Range_AnyStart_GivesTheFractionsOfTheWholeStream()
    {
        float* all = Room(640), scratch = Room(640);
        Philox.Uniform(all, 640, 5, 6);
        foreach (var (from, count) in new[] { (0, 1), (63, 2), (64, 64), (100, 300), (1, 64) })
        {
            SameBits(all + from, PhiloxWords.Range(scratch, from, count, 5, 6), count);
        }
    }

    [Fact]
    public void Normal_ManyNumbers_HaveTheirMoments()
    {
        const int N = 200_000;
        float* x = Room(N);
        Philox.Normal(x, N, 1, 0);
        double mean = 0, square = 0, fourth = 0;
        for (int i = 0; i < N; i++)
        {
            mean += x[i] / (double)N;
            square += Math.Pow(x[i], 2) / N;
            fourth += Math.Pow(x[i], 4) / N;
        }
        Assert.Equal(0, mean, 0.01);
        Assert.Equal(1, square, 0.015);
        Assert.Equal(3, fourth, 0.1);
    }

    [Fact]
    public void Streams_DifferentOffsetsAndSeeds_Differ()
    {
        var seen = new HashSet<(float, float, float)>();
        float* x = Room(3);
        for (ulong offset = 0; offset < 100; offset++)
            foreach (ulong seed in (ulong[])[1, 2])
            {
                Philox.Uniform(x, 3, seed, offset);
                Assert.True(seen.Add((x[0], x[1], x[2])));
            }
    }
}

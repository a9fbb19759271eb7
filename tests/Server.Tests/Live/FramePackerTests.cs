// The wire format of frames, byte by byte: docs/protocol.md says the same.
using System.Buffers.Binary;
using AttentionLab.Server.Live;

namespace AttentionLab.Server.Tests.Live;

public class FramePackerTests
{
    /// <summary>The golden's weights: cell (t, k) has share (k + 1 + layer + 2 head) of its row.</summary>
    private static float[][][] GoldenWeights(int layers, int heads, int tokens) =>
        [.. Enumerable.Range(0, layers).Select(layer => Enumerable.Range(0, heads).Select(head =>
        {
            var cells = new float[tokens * tokens];
            for (int t = 0; t < tokens; t++)
            {
                double sum = Enumerable.Range(0, t + 1).Sum(k => k + 1 + layer + 2 * head);
                for (int k = 0; k <= t; k++) cells[t * tokens + k] = (float)((k + 1 + layer + 2 * head) / sum);
            }
            return cells;
        }).ToArray())];

    [Fact]
    public void Pack_GoldenWeights_EqualsTheGoldenFile() =>
        Assert.Equal(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Goldens", "frame.bin")), FramePacker.Pack(1234, GoldenWeights(2, 3, 4), masked: true));

    [Fact]
    public void Pack_TwoTokens_PutsEveryByteWhereTheProtocolSays()
    {
        var bytes = FramePacker.Pack(70_000, [[[1, 0, 0.25f, 0.75f]]], masked: true);
        byte[] expected =
        [
            0x41, 0x54, 0x4C, 0x46, // 0: ATLF
            1, // 4: version
            0, // 5: flags
            1, 0, // 6: layers
            1, 0, // 8: heads
            2, 0, // 10: tokens
            0x70, 0x11, 0x01, 0x00, // 12: step 70000
            0, 0, // 16: first layer
            0, 0, // 18: first head
            0x00, 0x3C, // 20: maximum of row 0, 1.0
            0x00, 0x3A, // 22: maximum of row 1, 0.75
            255, // 24: row 0
            85, 255, // 25: row 1: 0.25 / 0.75 * 255, and the maximum itself
        ];
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void Pack_ModelWithoutMask_HoldsWholeRowsAndSaysSo()
    {
        var bytes = FramePacker.Pack(0, [[[0.5f, 0.5f, 0.25f, 0.75f]]], masked: false);
        Assert.Equal(FramePacker.FullRows, bytes[5]);
        Assert.Equal([255, 255, 85, 255], bytes[24..]);
    }

    [Fact]
    public void Pack_AnyWeights_UnpackWithinOneLevel()
    {
        var random = new Random(7);
        const int tokens = 33;
        var cells = new float[tokens * tokens];
        for (int t = 0; t < tokens; t++)
        {
            double[] odds = [.. Enumerable.Range(0, t + 1).Select(_ => Math.Exp(6 * random.NextDouble()))];
            for (int k = 0; k <= t; k++) cells[t * tokens + k] = (float)(odds[k] / odds.Sum());
        }
        var bytes = FramePacker.Pack(0, [[cells]], masked: true);
        int at = FramePacker.HeaderBytes + 2 * tokens;
        for (int t = 0; t < tokens; t++)
        {
            float maximum = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(FramePacker.HeaderBytes + 2 * t));
            for (int k = 0; k <= t; k++) Assert.Equal(cells[t * tokens + k], maximum * bytes[at++] / 255, maximum / 255 * 0.51 + maximum / 2048);
        }
        Assert.Equal(bytes.Length, at);
    }

    [Fact]
    public void Pack_WeightsThatAreNoNumbers_PacksZeros() =>
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], FramePacker.Pack(0, [[[float.NaN, 0, float.NaN, float.NaN]]], masked: true)[FramePacker.HeaderBytes..]);

    [Fact]
    public void Pack_ModelThatMixesNothing_IsAHeaderAlone() => Assert.Equal(FramePacker.HeaderBytes, FramePacker.Pack(5, [], masked: true).Length);
}

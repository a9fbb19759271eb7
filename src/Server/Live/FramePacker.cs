// The bytes of an attention frame: the one place in C# that writes them (docs/protocol.md gives every offset).
using System.Buffers.Binary;

namespace AttentionLab.Server.Live;

/// <summary>Packs attention weights of a probe text for the wire and for the time-lapse on disk.</summary>
public static class FramePacker
{
    public const byte Version = 1;
    public const int HeaderBytes = 20;

    /// <summary>Flag: rows hold all T cells, because the model has no mask.</summary>
    public const byte FullRows = 1;

    /// <summary>Bytes of one head: T float16 row maxima, then the cells row by row.</summary>
    public static int HeadBytes(int tokens, bool masked) => 2 * tokens + (masked ? tokens * (tokens + 1) / 2 : tokens * tokens);

    /// <summary>Packs every layer and head of a capture.</summary>
    /// <param name="step">Training steps done when it was captured.</param>
    /// <param name="weights">[layer][head] of T*T weights, row-major.</param>
    /// <param name="masked">Whether each token sees only itself and what came before it.</param>
    public static byte[] Pack(int step, float[][][] weights, bool masked)
    {
        int layers = weights.Length, heads = layers == 0 ? 0 : weights[0].Length;
        int tokens = heads == 0 ? 0 : (int)Math.Round(Math.Sqrt(weights[0][0].Length));
        var bytes = new byte[HeaderBytes + layers * heads * HeadBytes(tokens, masked)];
        "ATLF"u8.CopyTo(bytes);
        bytes[4] = Version;
        bytes[5] = masked ? (byte)0 : FullRows;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), checked((ushort)layers));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)heads));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), checked((ushort)tokens));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), step);
        // 16 and 18: first layer and first head; a frame of all of them starts at 0.
        int at = HeaderBytes;
        foreach (var layer in weights)
            foreach (var head in layer)
            {
                PackHead(head, tokens, masked, bytes.AsSpan(at, HeadBytes(tokens, masked)));
                at += HeadBytes(tokens, masked);
            }
        return bytes;
    }

    /// <summary>The step a packed frame was captured at.</summary>
    public static int StepOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(frame[12..]);

    /// <summary>Whether these bytes begin as a frame of that step does.</summary>
    public static bool IsOf(ReadOnlySpan<byte> frame, int step) =>
        frame.Length >= HeaderBytes && frame.StartsWith("ATLF"u8) && frame[4] == Version && StepOf(frame) == step;

    private static void PackHead(ReadOnlySpan<float> weights, int tokens, bool masked, Span<byte> bytes)
    {
        var cells = bytes[(2 * tokens)..];
        for (int row = 0; row < tokens; row++)
        {
            int visible = masked ? row + 1 : tokens;
            var line = weights.Slice(row * tokens, visible);
            float largest = 0;
            foreach (float weight in line)
                if (weight > largest) largest = weight; // a NaN is never larger: it packs as 0
            // Cells are scaled by the maximum as stored, so that rounding it to float16 costs them nothing.
            var maximum = (Half)largest;
            BinaryPrimitives.WriteHalfLittleEndian(bytes[(2 * row)..], maximum);
            float scale = (float)maximum > 0 ? 255 / (float)maximum : 0;
            for (int key = 0; key < visible; key++)
            {
                float level = line[key] * scale;
                cells[key] = level >= 255 ? (byte)255 : level > 0 ? (byte)(level + 0.5f) : (byte)0;
            }
            cells = cells[visible..];
        }
    }
}

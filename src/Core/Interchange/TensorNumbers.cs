// Numbers of a file as float32, read in blocks, so that a tensor is in memory once.
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AttentionLab.Core;

internal static class TensorNumbers
{
    private const int Block = 1 << 20;

    /// <summary>Bytes of one number of a type that can be a weight; null for other types.</summary>
    public static int? Size(string type) => type switch
    {
        "F32" => 4,
        "F16" or "BF16" => 2,
        _ => null,
    };

    /// <exception cref="EndOfStreamException">The stream breaks off.</exception>
    public static float[] Read(Stream stream, string type, long count)
    {
        var numbers = new float[count];
        int size = Size(type) ?? throw new ArgumentException($"{type} is no type of a weight", nameof(type));
        var block = new byte[Math.Min(Block, Math.Max(1, count) * size)];
        for (int done = 0; done < numbers.Length;)
        {
            int some = Math.Min(block.Length / size, numbers.Length - done);
            stream.ReadExactly(block, 0, some * size);
            Convert(block.AsSpan(0, some * size), type, numbers.AsSpan(done, some));
            done += some;
        }
        return numbers;
    }

    /// <summary>Throws where a weight is infinite or not a number.</summary>
    public static float[] RequireFinite(float[] numbers, string name)
    {
        int at = Array.FindIndex(numbers, number => !float.IsFinite(number));
        if (at >= 0) throw new ModelException($"The weight '{name}' holds {(float.IsNaN(numbers[at]) ? "NaN" : "an infinite number")} at place {at}; a model with such weights answers nothing.", "file");
        return numbers;
    }

    private static void Convert(ReadOnlySpan<byte> from, string type, Span<float> to)
    {
        if (type == "F32" && BitConverter.IsLittleEndian)
        {
            from.CopyTo(MemoryMarshal.AsBytes(to));
            return;
        }
        for (int i = 0; i < to.Length; i++)
            to[i] = type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(from[(4 * i)..]),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(from[(2 * i)..]),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(from[(2 * i)..]) << 16),
            };
    }
}

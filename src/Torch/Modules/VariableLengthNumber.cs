// Whole numbers in a file, seven bits a byte, low bits first; the top bit says that more follow (LEB128).
namespace TorchSharp.Utils;

internal static class VariableLengthNumber
{
    /// <param name="writer">Where to.</param>
    /// <param name="value">Not negative.</param>
    public static void Write(BinaryWriter writer, long value) => writer.Write7BitEncodedInt64(value);

    public static long Read(BinaryReader reader) => reader.Read7BitEncodedInt64();
}

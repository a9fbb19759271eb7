// TensorBoard's event file: records with masked CRC-32C around Event messages, written byte by byte.
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AttentionLab.Server.Exchange;

/// <summary>
/// A record is length (uint64), its checksum, the message, its checksum, all little endian. A message is
/// Event { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; } with
/// Summary { repeated Value value = 1; } and Value { string tag = 1; float simple_value = 2; }.
/// </summary>
public sealed class EventFile
{
    private const string Version = "brain.Event:2";
    private const int Double = 1, Bytes = 2, Single = 5; // wire types beside 0, a whole number
    private readonly Stream _stream;

    /// <param name="stream">Not closed here.</param>
    /// <param name="started">Seconds since 1970.</param>
    public EventFile(Stream stream, double started)
    {
        _stream = stream;
        var message = new MemoryStream();
        Put(message, 1, started);
        Put(message, 3, Encoding.UTF8.GetBytes(Version));
        WriteRecord(message);
    }

    /// <summary>Adds the numbers of one step.</summary>
    /// <param name="time">Seconds since 1970.</param>
    public void Add(double time, long step, IEnumerable<(string Tag, float Value)> scalars)
    {
        var summary = new MemoryStream();
        foreach (var (tag, value) in scalars)
        {
            var entry = new MemoryStream();
            Put(entry, 1, Encoding.UTF8.GetBytes(tag));
            Put(entry, 2, value);
            Put(summary, 1, entry.ToArray());
        }
        var message = new MemoryStream();
        Put(message, 1, time);
        Put(message, 2, (ulong)step);
        Put(message, 5, summary.ToArray());
        WriteRecord(message);
    }

    /// <summary>CRC-32C, turned by 15 bits and moved, as the format wants it.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in bytes) sum = BitOperations.Crc32C(sum, b);
        return BitOperations.RotateRight(~sum, 15) + 0xa282ead8u;
    }

    private void WriteRecord(MemoryStream message)
    {
        Span<byte> length = stackalloc byte[8], checksum = stackalloc byte[4];
        var bytes = message.GetBuffer().AsSpan(0, (int)message.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
        _stream.Write(length);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum(length));
        _stream.Write(checksum);
        _stream.Write(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum(bytes));
        _stream.Write(checksum);
    }

    private static void Put(MemoryStream message, int field, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Whole(message, (ulong)(field << 3 | Double));
        message.Write(bytes);
    }

    private static void Put(MemoryStream message, int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Whole(message, (ulong)(field << 3 | Single));
        message.Write(bytes);
    }

    private static void Put(MemoryStream message, int field, ulong value)
    {
        Whole(message, (ulong)(field << 3));
        Whole(message, value);
    }

    private static void Put(MemoryStream message, int field, byte[] value)
    {
        Whole(message, (ulong)(field << 3 | Bytes));
        Whole(message, (ulong)value.Length);
        message.Write(value);
    }

    /// <summary>Seven bits a byte, the lowest first; the eighth says that more follow.</summary>
    private static void Whole(MemoryStream message, ulong value)
    {
        for (; value > 0x7f; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}

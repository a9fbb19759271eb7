// An answer with many numbers as bytes: its JSON with float arrays taken out, and the floats behind it, as they lie in memory.
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Server.Rest;

/// <summary>
/// Bytes: magic ATLP, length of the JSON (uint32), JSON in UTF-8 padded with blanks to a multiple of 4, float32s; little endian.
/// In the JSON {"floats":[n]} stands for the next n of them, {"floats":[n,m]} for n rows of m, {"triangle":n} for n rows of 1, 2, .. n.
/// </summary>
public sealed class FloatPacker
{
    public const string ContentType = "application/octet-stream";
    private const int JsonStart = 8, Alignment = 4;
    private static readonly ConcurrentBag<FloatPacker> Idle = [];
    private readonly ArrayBufferWriter<byte> _json = new(), _floats = new();
    private readonly JsonSerializerOptions _options;

    private FloatPacker()
    {
        _options = RestJson.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        _options.Converters.Add(new RowConverter(this));
        _options.Converters.Add(new RowsConverter(this));
    }

    public static byte[] Pack<T>(T answer)
    {
        var packer = Idle.TryTake(out var idle) ? idle : new FloatPacker();
        byte[] bytes = packer.Write(answer);
        Idle.Add(packer);
        return bytes;
    }

    private byte[] Write<T>(T answer)
    {
        _json.ResetWrittenCount();
        _floats.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json)) JsonSerializer.Serialize(writer, answer, _options);
        int padded = (_json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[JsonStart + padded + _floats.WrittenCount];
        "ATLP"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), padded);
        _json.WrittenSpan.CopyTo(bytes.AsSpan(JsonStart));
        bytes.AsSpan(JsonStart + _json.WrittenCount, padded - _json.WrittenCount).Fill((byte)' ');
        _floats.WrittenSpan.CopyTo(bytes.AsSpan(JsonStart + padded));
        return bytes;
    }

    private void Add(float[] row)
    {
        var target = _floats.GetSpan(row.Length * sizeof(float));
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(row.AsSpan()).CopyTo(target);
        else for (int i = 0; i < row.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(target[(i * sizeof(float))..], row[i]);
        _floats.Advance(row.Length * sizeof(float));
    }

    /// <summary>What is packed is read by other programs, never by this one.</summary>
    private sealed class RowConverter(FloatPacker packer) : JsonConverter<float[]>
    {
        public override float[] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, float[] row, JsonSerializerOptions options)
        {
            packer.Add(row);
            WriteShape(writer, row.Length);
        }
    }

    private sealed class RowsConverter(FloatPacker packer) : JsonConverter<float[][]>
    {
        public override float[][] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, float[][] rows, JsonSerializerOptions options)
        {
            if (rows.All(row => row.Length == rows[0].Length)) WriteShape(writer, rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
            else if (rows.Index().All(row => row.Item.Length == row.Index + 1))
            {
                writer.WriteStartObject();
                writer.WriteNumber("triangle", rows.Length);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteStartArray();
                foreach (float[] row in rows) WriteShape(writer, row.Length);
                writer.WriteEndArray();
            }
            foreach (float[] row in rows) packer.Add(row);
        }
    }

    private static void WriteShape(Utf8JsonWriter writer, params ReadOnlySpan<int> shape)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("floats");
        foreach (int length in shape) writer.WriteNumberValue(length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

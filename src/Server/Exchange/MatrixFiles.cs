// Attention matrices as files: NPY for programs, CSV for tables; float32, every digit.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AttentionLab.Server.Exchange;

public static class MatrixFiles
{
    private const int HeaderAlignment = 64;

    /// <summary>NPY version 1: (L, H, T, T), or (T, T) of one head; masked cells are 0.</summary>
    /// <param name="head">Layer and head; null for all of them.</param>
    public static void WriteNpy(Inspection inspection, (int Layer, int Head)? head, Stream stream)
    {
        int tokens = inspection.Tokens.Count;
        string shape = head is null ? $"({inspection.Layers}, {inspection.Heads}, {tokens}, {tokens})" : $"({tokens}, {tokens})";
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
        const int Before = 10; // magic, version, length of the header
        int length = (Before + header.Length + 1 + HeaderAlignment - 1) / HeaderAlignment * HeaderAlignment - Before;
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        var row = new byte[tokens * sizeof(float)];
        foreach (var matrix in head is { } one ? [inspection.Weights[one.Layer][one.Head]] : inspection.Weights.SelectMany(layer => layer))
            foreach (var weights in matrix)
            {
                Array.Clear(row);
                LittleEndian(weights).CopyTo(row);
                stream.Write(row);
            }
    }

    /// <summary>Queries down, keys across, both named; masked cells are empty.</summary>
    public static void WriteCsv(Inspection inspection, int layer, int head, TextWriter text)
    {
        text.Write("query\\key");
        foreach (var token in inspection.Tokens) text.Write("," + Quoted(token.Text));
        text.Write("\r\n");
        foreach (var (row, token) in inspection.Weights[layer][head].Zip(inspection.Tokens))
        {
            text.Write(Quoted(token.Text));
            foreach (float weight in row) text.Write("," + weight.ToString("R", CultureInfo.InvariantCulture));
            text.Write(new string(',', inspection.Tokens.Count - row.Length) + "\r\n");
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    private static byte[] LittleEndian(float[] values)
    {
        byte[] bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            for (int at = 0; at < bytes.Length; at += sizeof(float)) Array.Reverse(bytes, at, sizeof(float));
        return bytes;
    }
}

// Whether a library of Linux is all there: one that breaks off would end the process as soon as what is missing is touched.
using System.Buffers.Binary;

namespace AttentionLab.Engines.TorchSharp;

internal static class WholeFile
{
    private const int HeaderLength = 64, PartLength = 56; // bytes of the file's header and of the header of a part that is loaded

    private static ReadOnlySpan<byte> Elf64 => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2];

    /// <summary>Reads the headers alone. What is no 64-bit ELF file is left to the system's own loader.</summary>
    /// <exception cref="EngineException">The file ends before what its headers say, or cannot be read.</exception>
    public static void Require(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[HeaderLength];
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith(Elf64)) return;
            long end = Math.Max(EndOfSections(header), EndOfParts(file, header));
            if (file.Length < end) throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded: {Path.GetFileName(path)} is damaged: it has {file.Length} of {end} bytes. Build or install the lab again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded: {Path.GetFileName(path)} cannot be read ({e.Message}).", e);
        }
    }

    private static long EndOfSections(ReadOnlySpan<byte> header) => Long(header, 0x28) + Short(header, 0x3A) * Short(header, 0x3C);

    private static long EndOfParts(FileStream file, ReadOnlySpan<byte> header)
    {
        var parts = new byte[PartLength * Short(header, 0x38)];
        file.Position = Long(header, 0x20);
        if (file.ReadAtLeast(parts, parts.Length, throwOnEndOfStream: false) < parts.Length) return file.Position + parts.Length;
        long end = 0;
        for (int at = 0; at < parts.Length; at += PartLength) end = Math.Max(end, Long(parts, at + 8) + Long(parts, at + 32));
        return end;
    }

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}

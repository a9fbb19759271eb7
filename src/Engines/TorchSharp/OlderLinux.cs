// Makes TorchSharp's library load on Linux systems whose C++ library is a little older than the one it was built with.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AttentionLab.Engines.TorchSharp;

/// <remarks>
/// libLibTorchSharp.so 0.107.0 asks for version GLIBCXX_3.4.32 of libstdc++, for one function: the one that makes sure that
/// std::cout is set up, which every program has done long before. All else it and libtorch need is in GLIBCXX_3.4.30, as
/// Debian 12 and Ubuntu 22.04 have it. So a copy of the library is made in which three small fields are other ones:
/// <list type="number">
/// <item>the function's entry in the table of symbols is called as a harmless function that is imported anyway, one that takes nothing and changes nothing;</item>
/// <item>that entry has the other function's version;</item>
/// <item>the wish for GLIBCXX_3.4.32 is marked weak: whoever lacks it may load the library nevertheless.</item>
/// </list>
/// Only the one file whose hash is known is copied so, only where libstdc++ is older, and the file itself is never touched.
/// </remarks>
internal static class OlderLinux
{
    /// <summary>SHA-256 of libLibTorchSharp.so for linux-x64 in TorchSharp 0.107.0.</summary>
    private const string KnownHash = "cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8";

    private const string Wanted = "GLIBCXX_3.4.32", Needed = "GLIBCXX_3.4.30";
    private const string SetsUpCout = "_ZSt21ios_base_library_initv", Harmless = "_ZN2at15get_num_threadsEv";

    /// <summary>The file to load: the library itself where the system has what it asks for, else the path of a copy that asks for less.</summary>
    /// <param name="cache">The lab's own folder for such copies.</param>
    /// <exception cref="EngineException">The system is too old, the library is not the known one, or the cache cannot be written.</exception>
    public static string Fit(string library, string cache) => Fit(library, cache, CxxLibrary());

    /// <param name="cxx">The system's libstdc++, in bytes; null where there is none in sight.</param>
    internal static string Fit(string library, string cache, byte[]? cxx)
    {
        if (cxx is null) return library; // nobody can tell; loading will
        if (cxx.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Wanted)) >= 0) return library;
        if (cxx.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Needed)) < 0)
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded here: it needs libstdc++ with {Needed} (GCC 12), which this system's is older than.");
        byte[] bytes = File.ReadAllBytes(library);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (hash != KnownHash)
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded here: this system's libstdc++ lacks {Wanted}, and {Path.GetFileName(library)} is not the one that the lab knows how to fit (SHA-256 {hash[..12]}… instead of {KnownHash[..12]}…), so it is left alone.");
        return Keep(WithThreeOtherFields(bytes), Path.Combine(cache, hash[..16]), Path.GetFileName(library));
    }

    private static byte[]? CxxLibrary()
    {
        string[] folders = ["/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib"];
        string? file = folders.Select(folder => Path.Combine(folder, "libstdc++.so.6")).FirstOrDefault(File.Exists);
        return file is null ? null : File.ReadAllBytes(file);
    }

    /// <summary>Writes the copy where there is none that is the same to the byte. A new name first, then renamed: two that start at once both end with a whole one.</summary>
    private static string Keep(byte[] bytes, string folder, string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return path;
            Directory.CreateDirectory(folder);
            string fresh = $"{path}.{Guid.NewGuid():N}";
            try
            {
                File.WriteAllBytes(fresh, bytes);
                File.Move(fresh, path, overwrite: true);
            }
            finally
            {
                File.Delete(fresh); // of a disk that was full in between
            }
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded here: on this system it needs a copy of {name} in the folder {folder}, which cannot be written ({e.Message}). Set Lab:Cache to a folder that can.", e);
        }
    }

    internal static byte[] WithThreeOtherFields(byte[] library)
    {
        byte[] copy = [.. library];
        var file = new ElfFile(copy);
        int sets = file.Symbol(SetsUpCout), harmless = file.Symbol(Harmless);
        copy.AsSpan(file.NameOf(harmless), sizeof(uint)).CopyTo(copy.AsSpan(file.NameOf(sets)));
        copy.AsSpan(file.VersionOf(harmless), sizeof(ushort)).CopyTo(copy.AsSpan(file.VersionOf(sets)));
        ref byte flags = ref copy[file.FlagsOfWish(Wanted)];
        flags |= ElfFile.Weak;
        return copy;
    }

    /// <summary>The places of a 64-bit little-endian ELF file that are read or changed here; names as in the ELF specification.</summary>
    private sealed class ElfFile
    {
        public const byte Weak = 2; // VER_FLG_WEAK

        private const int SectionEntry = 64, SymbolEntry = 24; // bytes of a section header and of a symbol
        private const uint DynamicSymbols = 11, VersionOfSymbols = 0x6fffffff, VersionsWished = 0x6ffffffe; // sh_type

        private readonly byte[] bytes;
        private readonly int symbols, symbolCount, symbolNames, versions, wishes, wishCount, wishNames;

        public ElfFile(byte[] bytes)
        {
            this.bytes = bytes;
            int symbolSection = Section(DynamicSymbols), wishSection = Section(VersionsWished);
            (symbols, symbolCount) = (Offset(symbolSection), (int)Long(symbolSection + 32) / SymbolEntry);
            symbolNames = Offset(Linked(symbolSection));
            versions = Offset(Section(VersionOfSymbols));
            (wishes, wishCount, wishNames) = (Offset(wishSection), Int(wishSection + 44), Offset(Linked(wishSection)));
        }

        /// <summary>Index of an imported function.</summary>
        public int Symbol(string name)
        {
            for (int i = 0; i < symbolCount; i++)
                if (Text(symbolNames + Int(NameOf(i))) == name) return i;
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded here: its library has no symbol {name}.");
        }

        /// <summary>Where a symbol's name stands (st_name).</summary>
        public int NameOf(int symbol) => symbols + symbol * SymbolEntry;

        /// <summary>Where a symbol's version stands.</summary>
        public int VersionOf(int symbol) => versions + symbol * sizeof(ushort);

        /// <summary>Where the flags of a wished version stand (vna_flags).</summary>
        public int FlagsOfWish(string version)
        {
            int library = wishes;
            for (int i = 0; i < wishCount; i++, library += Int(library + 12))
            {
                int wish = library + Int(library + 8);
                for (int count = Short(library + 2); count > 0; count--, wish += Int(wish + 12))
                    if (Text(wishNames + Int(wish + 8)) == version) return wish + 4;
            }
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded here: its library does not ask for {version}.");
        }

        private int Section(uint type)
        {
            int table = (int)Long(0x28), count = Short(0x3C);
            for (int i = 0; i < count; i++)
                if ((uint)Int(table + i * SectionEntry + 4) == type) return table + i * SectionEntry;
            throw new EngineException($"{TorchSharpEngine.Title} cannot be loaded here: its library has no section of type {type:x}.");
        }

        private int Linked(int section) => (int)Long(0x28) + Int(section + 40) * SectionEntry;

        private int Offset(int section) => (int)Long(section + 24);

        private string Text(int at) => Encoding.ASCII.GetString(bytes, at, Array.IndexOf(bytes, (byte)0, at) - at);

        private ushort Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

        private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

        private long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
    }
}

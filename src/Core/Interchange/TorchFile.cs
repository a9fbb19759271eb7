// A file of torch.save: a zip with one pickle and the tensors' numbers in files of their own.
using System.IO.Compression;

namespace AttentionLab.Core;

/// <summary>The format that PyTorch has written since version 1.6.</summary>
internal sealed class TorchFile : IDisposable
{
    private const string PickleName = "/data.pkl";
    private readonly ZipArchive zip;
    private readonly string folder;

    /// <param name="stream">Seekable; closed with this.</param>
    /// <exception cref="ModelException">It is no such file, is torn, or its pickle holds what is not accepted.</exception>
    public TorchFile(Stream stream)
    {
        try
        {
            zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var pickles = zip.Entries.Where(entry => entry.FullName.EndsWith(PickleName, StringComparison.Ordinal)).ToArray();
            if (pickles.Length != 1) throw Broken($"it holds {pickles.Length} files data.pkl instead of one");
            folder = pickles[0].FullName[..^PickleName.Length];
            if (zip.GetEntry(folder + "/byteorder") is { } order && !Bytes(order, 16).AsSpan().SequenceEqual("little"u8))
                throw Broken("its numbers are not little endian");
            Root = PickleReader.Read(Bytes(pickles[0], PickleReader.MostBytes));
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Broken(error.Message, error);
        }
    }

    /// <summary>What was saved.</summary>
    public object? Root { get; }

    /// <exception cref="ModelException">Its numbers are not there, not all of them, or in another order.</exception>
    public float[] Read(string name, PickledTensor tensor)
    {
        var storage = tensor.Storage;
        if (TensorNumbers.Size(storage.Type) is not { } size) throw Broken($"the weight '{name}' is of type {storage.Type}");
        long count = Count(tensor.Shape);
        RequireRowByRow(name, tensor);
        if (tensor.Offset < 0 || count > storage.Count - tensor.Offset) throw Broken($"the weight '{name}' reaches beyond its storage '{storage.Key}'");
        var entry = zip.GetEntry($"{folder}/data/{storage.Key}") ?? throw Broken($"the storage '{storage.Key}' of the weight '{name}' is missing");
        if (entry.Length > entry.CompressedLength) throw Broken($"the storage '{storage.Key}' of the weight '{name}' is compressed, which torch.save never does");
        if (entry.Length != storage.Count * size) throw Broken($"the storage '{storage.Key}' of the weight '{name}' has {entry.Length} bytes; it must have {storage.Count * size}");
        try
        {
            using var numbers = entry.Open();
            Skip(numbers, tensor.Offset * size);
            return TensorNumbers.Read(numbers, storage.Type, count);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Broken($"the weight '{name}' breaks off: {error.Message}", error);
        }
    }

    public void Dispose() => zip.Dispose();

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => size < 0 ? throw Broken("a tensor has a negative size") : checked(product * size));

    private static void RequireRowByRow(string name, PickledTensor tensor)
    {
        long stride = 1;
        for (int axis = tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            if (tensor.Strides.Length != tensor.Shape.Length || (tensor.Shape[axis] > 1 && tensor.Strides[axis] != stride))
                throw Broken($"the weight '{name}' is not stored row by row; save it with .contiguous()");
            stride *= tensor.Shape[axis];
        }
    }

    private static void Skip(Stream stream, long count)
    {
        var block = new byte[1 << 16];
        for (long left = count; left > 0;)
        {
            int read = stream.Read(block, 0, (int)Math.Min(block.Length, left));
            if (read == 0) throw new EndOfStreamException("the storage ends early");
            left -= read;
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry, int most)
    {
        if (entry.Length > most) throw Broken($"{entry.Name} has {entry.Length} bytes; at most {most} are read");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ModelException Broken(string what, Exception? inner = null) =>
        new($"The PyTorch file cannot be read: {what}. Files of torch.save are read as PyTorch writes them since version 1.6.", "file", inner);
}

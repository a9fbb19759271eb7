// One tensor in a file: its element type, the number of its dimensions, their sizes, and the elements row by row.
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>The tensor itself where it is a parameter, else a new parameter that takes over its memory.</summary>
    public static Parameter AsParameter(this torch.Tensor tensor) => tensor as Parameter ?? new Parameter(tensor);

    public static void Save(this torch.Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Writes the tensor and closes the stream.</summary>
    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static unsafe void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        VariableLengthNumber.Write(writer, (long)tensor.dtype);
        VariableLengthNumber.Write(writer, tensor.sizes.Length);
        foreach (long size in tensor.sizes) VariableLengthNumber.Write(writer, size);
        var dense = tensor.IsContiguous ? tensor : tensor.Copy(scoped: false);
        long bytes = dense.Count * ElementType.Size(dense.type);
        for (long at = 0; at < bytes; at += Chunk)
            writer.Write(new ReadOnlySpan<byte>(dense.Bytes + at, (int)Math.Min(Chunk, bytes - at)));
        if (!ReferenceEquals(dense, tensor)) dense.Dispose();
    }

    /// <summary>Reads a new tensor.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="skip">Pass over it; the result is null.</param>
    /// <exception cref="InvalidDataException">What stands there is no tensor.</exception>
    /// <exception cref="EndOfStreamException">The file ends within the tensor.</exception>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (type, sizes) = ReadHeader(reader);
        if (skip)
        {
            Skip(reader, Shape.Count(sizes) * ElementType.Size(type));
            return null!;
        }
        var tensor = torch.Tensor.Empty(sizes, type);
        ReadElements(reader, tensor);
        return tensor;
    }

    /// <summary>Reads into a tensor of the same element type and shape.</summary>
    /// <param name="tensor">What to overwrite.</param>
    /// <param name="reader">Where from.</param>
    /// <param name="skip">Check, but leave the tensor as it is.</param>
    /// <exception cref="ArgumentException">Another element type or shape stands there.</exception>
    /// <exception cref="EndOfStreamException">The file ends within the tensor.</exception>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, sizes) = ReadHeader(reader);
        if (type != tensor.dtype || !Shape.Same(sizes, tensor.sizes))
            throw new ArgumentException($"The file has a tensor of {type} {Shape.Text(sizes)}, but {tensor.Text} is wanted.", nameof(reader));
        if (skip)
        {
            Skip(reader, tensor.Count * ElementType.Size(type));
            return;
        }
        var dense = tensor.IsContiguous ? tensor : torch.Tensor.Empty(sizes, type, scoped: false);
        ReadElements(reader, dense);
        if (!ReferenceEquals(dense, tensor))
        {
            tensor.CopyFrom(dense);
            dense.Dispose();
        }
        tensor.Changed();
    }

    /// <summary>Reads into a tensor, or makes one where there is none.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is null) tensor = Load(reader, skip);
        else tensor.Load(reader, skip);
    }

    private const int Chunk = 1 << 20;

    private static (torch.ScalarType type, long[] sizes) ReadHeader(BinaryReader reader)
    {
        long type = VariableLengthNumber.Read(reader), rank = VariableLengthNumber.Read(reader);
        if (type is < 0 or > sbyte.MaxValue || !Enum.IsDefined((torch.ScalarType)type) || rank is < 0 or > 64)
            throw new InvalidDataException($"No tensor stands here: element type {type}, {rank} dimensions.");
        long[] sizes = new long[rank];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = VariableLengthNumber.Read(reader);
        if (sizes.Any(size => size < 0)) throw new InvalidDataException($"No tensor stands here: its shape is {Shape.Text(sizes)}.");
        return ((torch.ScalarType)type, sizes);
    }

    private static unsafe void ReadElements(BinaryReader reader, torch.Tensor tensor)
    {
        long bytes = tensor.Count * ElementType.Size(tensor.type);
        for (long at = 0; at < bytes;)
        {
            int read = reader.Read(new Span<byte>(tensor.Bytes + at, (int)Math.Min(Chunk, bytes - at)));
            if (read == 0) throw new EndOfStreamException($"The file ends {bytes - at} bytes before the end of a tensor of {tensor.Text}.");
            at += read;
        }
    }

    private static void Skip(BinaryReader reader, long bytes)
    {
        byte[] passed = new byte[(int)Math.Min(Chunk, bytes)];
        while (bytes > 0)
        {
            int read = reader.Read(passed, 0, (int)Math.Min(passed.Length, bytes));
            if (read == 0) throw new EndOfStreamException($"The file ends {bytes} bytes before the end of a tensor.");
            bytes -= read;
        }
    }
}

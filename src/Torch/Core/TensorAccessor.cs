// The elements of a tensor, in row-major order, as C# values.
using System.Collections;
using System.Runtime.InteropServices;

namespace TorchSharp.Utils;

/// <summary>Reads and writes a tensor's elements; valid as long as the tensor.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;

    internal TensorAccessor(torch.Tensor tensor) => this.tensor = tensor;

    public long Count => tensor.Count;

    public bool IsReadOnly => false;

    /// <summary>One index per dimension.</summary>
    public T this[params long[] indices]
    {
        get => *At(indices);
        set
        {
            *At(indices) = value;
            tensor.Changed();
        }
    }

    public T[] ToArray()
    {
        var array = new T[tensor.Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>An array with the tensor's dimensions; a one-element array for none.</summary>
    public Array ToNDArray()
    {
        if (tensor.Rank <= 1) return ToArray();
        var array = Array.CreateInstance(typeof(T), tensor.sizes);
        var flat = ToArray();
        flat.AsSpan().CopyTo(MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), flat.Length));
        return array;
    }

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on, as many as there are and fit.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        using var dense = Loops.Operand.Dense(tensor);
        var count = Math.Min(tensor.Count - tensorIndex, array.Length - arrayIndex);
        if (tensorIndex < 0 || arrayIndex < 0 || count < 0)
            throw new ArgumentOutOfRangeException(nameof(tensorIndex), tensorIndex, $"CopyTo: outside of {tensor.Count} elements or of an array of {array.Length}.");
        new ReadOnlySpan<T>(dense.Tensor.Pointer<T>() + tensorIndex, (int)count).CopyTo(array[arrayIndex..]);
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Overwrites the elements from <paramref name="tensorIndex"/> on.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = Math.Min(tensor.Count - tensorIndex, array.Length - arrayIndex);
        if (tensorIndex < 0 || arrayIndex < 0 || count < 0)
            throw new ArgumentOutOfRangeException(nameof(tensorIndex), tensorIndex, $"CopyFrom: outside of {tensor.Count} elements or of an array of {array.Length}.");
        var source = array.Slice(arrayIndex, (int)count);
        if (tensor.IsContiguous) source.CopyTo(new Span<T>(tensor.Pointer<T>() + tensorIndex, (int)count));
        else
        {
            using var dense = tensor.Copy(scoped: false);
            source.CopyTo(new Span<T>(dense.Pointer<T>() + tensorIndex, (int)count));
            tensor.CopyFrom(dense);
        }
        tensor.Changed();
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tensor goes on living: it owns the memory.</summary>
    public void Dispose()
    {
    }

    private T* At(long[] indices)
    {
        if (indices.Length != tensor.Rank)
            throw new ArgumentException($"expected {tensor.Rank} indices for {tensor.Text}, but got {indices.Length}.");
        var at = tensor.Pointer<T>();
        for (var d = 0; d < indices.Length; d++)
        {
            if ((ulong)indices[d] >= (ulong)tensor.sizes[d])
                throw new ArgumentOutOfRangeException(nameof(indices), indices[d], $"index {indices[d]} is out of range for dimension {d} of {tensor.Text}.");
            at += indices[d] * tensor.strides[d];
        }
        return at;
    }
}

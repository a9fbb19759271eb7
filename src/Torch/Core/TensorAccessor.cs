// The elements of a tensor, in row-major order, as C# values.
using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Reads and writes a tensor's elements; valid as long as the tensor.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;

    internal TensorAccessor(torch.Tensor tensor) => this.tensor = tensor;

    public T[] ToArray()
    {
        var array = new T[tensor.Count];
        CopyTo(array.AsSpan());
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

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tensor goes on living: it owns the memory.</summary>
    public void Dispose()
    {
    }
}

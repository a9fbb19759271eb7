// A tensor's float32 elements in row-major order, for a kernel: its own memory, or a copy that is written back.
namespace TorchSharp;

internal unsafe ref struct DenseFloats : IDisposable
{
    private readonly torch.Tensor tensor;
    private readonly torch.Tensor? copy;
    private readonly bool writes;

    /// <param name="tensor">Float32, any strides.</param>
    /// <param name="writes">Whether the kernel changes the elements.</param>
    /// <exception cref="NotSupportedException">The tensor is not Float32.</exception>
    public DenseFloats(torch.Tensor tensor, bool writes = false)
    {
        if (!tensor.IsFloat32)
            throw new NotSupportedException($"The managed engine's optimizers and gradient clipping need Float32, but got {tensor.Text}.");
        (this.tensor, this.writes) = (tensor, writes);
        copy = tensor.IsContiguous ? null : tensor.Copy(scoped: false);
        Values = (copy ?? tensor).Floats;
        Count = tensor.Count;
    }

    public float* Values { get; }

    public long Count { get; }

    /// <summary>Writes back where needed, and notes the change for autograd.</summary>
    public readonly void Dispose()
    {
        if (writes)
        {
            if (copy is not null) tensor.CopyFrom(copy);
            tensor.Changed();
        }
        copy?.Dispose();
    }
}

// Copies a strided view of up to eight dimensions into contiguous memory.
namespace TorchSharp.Kernels;

internal static unsafe class StridedCopy
{
    /// <summary>target (contiguous, row-major) = source, whose strides are in elements; elementSize is 1, 2, 4 or 8 bytes.</summary>
    public static void ToContiguous(void* source, ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, void* target, int elementSize) =>
        StridedCopyReference.ToContiguous(source, sizes, strides, target, elementSize);
}

// Strided copy, one element after the other by its index.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class StridedCopyReference
{
    public static void ToContiguous(void* source, ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, void* target, int elementSize)
    {
        long count = 1;
        foreach (long size in sizes) count *= size;
        for (long i = 0; i < count; i++)
        {
            long rest = i, at = 0;
            for (int d = sizes.Length - 1; d >= 0; d--)
            {
                at += rest % sizes[d] * strides[d];
                rest /= sizes[d];
            }
            Buffer.MemoryCopy((byte*)source + (at * elementSize), (byte*)target + (i * elementSize), elementSize, elementSize);
        }
    }
}

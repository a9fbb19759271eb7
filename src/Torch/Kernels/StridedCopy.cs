// Copies a strided view of up to eight dimensions into contiguous memory.
namespace TorchSharp.Kernels;

internal static unsafe class StridedCopy
{
    private const int MaximumDimensions = 8;
    private const long CellsOfThread = 16_384;

    /// <summary>target (contiguous, row-major) = source, whose strides are in elements; elementSize is 1, 2, 4 or 8 bytes.</summary>
    /// <exception cref="ArgumentException">More than eight dimensions, or another element size.</exception>
    public static void ToContiguous(void* source, ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, void* target, int elementSize)
    {
        if (sizes.Length > MaximumDimensions) throw new ArgumentException($"A copy takes at most {MaximumDimensions} dimensions, not {sizes.Length}.", nameof(sizes));
        var job = new Job { Source = (byte*)source, Target = (byte*)target, ElementSize = elementSize };
        if (!job.Merge(sizes, strides)) return;
        switch (elementSize)
        {
            case 1: job.Copy = &Job.Row<byte>; break;
            case 2: job.Copy = &Job.Row<short>; break;
            case 4: job.Copy = &Job.Row<int>; break;
            case 8: job.Copy = &Job.Row<long>; break;
            default: throw new ArgumentException($"An element of {elementSize} bytes can't be copied; allowed are 1, 2, 4 and 8.", nameof(elementSize));
        }
        ForkJoin.For(job.Planes, Math.Max(1, CellsOfThread / job.CellsOfPlane), ref job);
    }

    /// <summary>The copy as planes (the last two merged dimensions) under up to six outer dimensions.</summary>
    private struct Job : IRangeJob
    {
        public byte* Source;
        public byte* Target;
        public int ElementSize;
        public delegate*<void*, long, void*, long, void> Copy;
        private fixed long size[MaximumDimensions];
        private fixed long stride[MaximumDimensions];
        private int dimensions;

        public readonly long CellsOfPlane => Size(2) * Size(1);

        public readonly long Planes
        {
            get
            {
                long planes = 1;
                for (int d = 0; d < dimensions - 2; d++) planes *= size[d];
                return planes;
            }
        }

        /// <summary>Drops dimensions of 1 and joins those that step evenly; false when there is nothing to copy.</summary>
        public bool Merge(ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides)
        {
            for (int d = 0; d < sizes.Length; d++)
            {
                if (sizes[d] == 0) return false;
                if (sizes[d] == 1) continue;
                if (dimensions > 0 && stride[dimensions - 1] == sizes[d] * strides[d])
                {
                    size[dimensions - 1] *= sizes[d];
                    stride[dimensions - 1] = strides[d];
                    continue;
                }
                size[dimensions] = sizes[d];
                stride[dimensions++] = strides[d];
            }
            SplitRows();
            return true;
        }

        public readonly void Run(long from, long to)
        {
            long rows = Size(2), columns = Size(1), rowStride = Stride(2), columnStride = Stride(1);
            for (long plane = from; plane < to; plane++)
            {
                long rest = plane, at = 0;
                for (int d = dimensions - 3; d >= 0; d--)
                {
                    at += rest % size[d] * stride[d];
                    rest /= size[d];
                }
                byte* source = Source + (at * ElementSize), target = Target + (plane * rows * columns * ElementSize);
                if (ElementSize == sizeof(float) && rowStride == 1 && columnStride > 1)
                {
                    TransposeBlock.Copy((float*)source, columnStride, (float*)target, columns, columns, rows);
                    continue;
                }
                for (long row = 0; row < rows; row++)
                {
                    Copy(source + (row * rowStride * ElementSize), columnStride, target + (row * columns * ElementSize), columns);
                }
            }
        }

        public static void Row<T>(void* source, long stride, void* target, long n)
            where T : unmanaged
        {
            T* from = (T*)source, to = (T*)target;
            if (stride == 1)
            {
                long bytes = n * sizeof(T);
                Buffer.MemoryCopy(from, to, bytes, bytes);
                return;
            }
            for (long i = 0; i < n; i++) to[i] = from[i * stride];
        }

        // One or two long dimensions give too few planes to share out: cut the first so that threads find work.
        private void SplitRows()
        {
            if (dimensions is 0 or > 2 || size[0] < 2) return;
            if (dimensions == 1)
            {
                SplitFirst(CellsOfThread);
            }
            else if (stride[0] != 1)
            {
                SplitFirst(Math.Max(1, CellsOfThread / size[1]));
            }
        }

        private void SplitFirst(long part)
        {
            long parts = size[0] / part;
            while (parts > 1 && size[0] % parts != 0) parts--;
            if (parts < 2) return;
            for (int d = dimensions; d > 0; d--)
            {
                size[d] = size[d - 1];
                stride[d] = stride[d - 1];
            }
            size[1] /= parts;
            stride[0] = stride[1] * size[1];
            size[0] = parts;
            dimensions++;
        }

        private readonly long Size(int fromEnd) => dimensions >= fromEnd ? size[dimensions - fromEnd] : 1;

        private readonly long Stride(int fromEnd) => dimensions >= fromEnd ? stride[dimensions - fromEnd] : 0;
    }
}

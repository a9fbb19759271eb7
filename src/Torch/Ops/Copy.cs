// Moving data: copies, fills, conversions of type, clone and contiguous.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A row-major copy without history.</summary>
        internal unsafe Tensor Copy(bool scoped = true)
        {
            var copy = Empty(sizes, type, scoped);
            var size = ElementType.Size(type);
            var count = Count;
            if (count == 0) return copy;
            if (IsContiguous) Buffer.MemoryCopy(Bytes, copy.Bytes, count * size, count * size);
            else if (Rank <= 8) StridedCopy.ToContiguous(Bytes, sizes, strides, copy.Bytes, size);
            else copy.CopyStrided(this);
            return copy;
        }

        /// <summary>Overwrites the data with that of a tensor that broadcasts to this shape; converts the type.</summary>
        internal unsafe void CopyFrom(Tensor source)
        {
            if (source.type != type) ConvertLoop.Run(this, source);
            else if (IsContiguous && source.IsContiguous && Shape.Same(sizes, source.sizes))
                Buffer.MemoryCopy(source.Bytes, Bytes, Count * ElementType.Size(type), Count * ElementType.Size(type));
            else CopyStrided(source);
        }

        /// <summary>Overwrites every element.</summary>
        internal unsafe void FillData(Scalar value)
        {
            if (IsContiguous && value.Real == 0 && !double.IsNegative(value.Real))
            {
                System.Runtime.InteropServices.NativeMemory.Clear(Bytes, (nuint)(Count * ElementType.Size(type)));
            }
            else if (IsDenseFloat) Elementwise.Fill(Floats, (float)value.Real, Count);
            else
            {
                using var one = Operand.Of(value, type);
                CopyStrided(one.Tensor);
            }
        }

        internal static Tensor Filled(long[] sizes, ScalarType type, Scalar value, bool scoped = true)
        {
            var tensor = Empty(sizes, type, scoped);
            if (tensor.Count == 1) tensor.SetFirst(value);
            else tensor.FillData(value);
            return tensor;
        }

        internal static Tensor ZerosWithStrides(long[] sizes, long[] strides, ScalarType type)
        {
            long extent = 1;
            for (var d = 0; d < sizes.Length; d++) extent += Math.Max(sizes[d] - 1, 0) * strides[d];
            var block = MemoryBlock.Of(extent * ElementType.Size(type));
            unsafe
            {
                System.Runtime.InteropServices.NativeMemory.Clear(block.Address, (nuint)(extent * ElementType.Size(type)));
            }
            return Tensor.Of(block, sizes, strides, 0, type);
        }

        /// <summary>this += other, for gradients: no record, no new version.</summary>
        internal void AddInPlace(Tensor other) => Arithmetic.Add(this, this, other, 1);

        /// <summary>An internal handle becomes the user's.</summary>
        internal Tensor Scoped()
        {
            Temporaries.Register(this);
            return this;
        }

        /// <summary>The same values as another type; the same tensor where it has that type already, unless a copy is asked for.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            Tensor result;
            if (type == this.type)
            {
                result = copy ? clone() : alias();
            }
            else
            {
                ElementType.Size(type);
                result = Empty(sizes, type);
                ConvertLoop.Run(result, this);
                // y = x as another type; Give casts dy back
                if (Node.Wanted(this) && torch.is_floating_point(type))
                    Node.Of("ToCopyBackward0", static node => node.Give(0, node.Gradient), this).Makes(result);
            }
            if (disposeAfter) Dispose();
            return result;
        }

        public Tensor cpu() => alias();

        /// <summary>A copy in new, row-major memory; gradients pass through it.</summary>
        public Tensor clone()
        {
            var copy = Copy();
            // y = x
            if (Node.Wanted(this)) Node.Of("CloneBackward0", static node => node.Give(0, node.Gradient), this).Makes(copy);
            return copy;
        }

        /// <summary>The same tensor where it is row-major, else a row-major copy.</summary>
        public Tensor contiguous() => IsContiguous ? alias() : clone();

        private unsafe void CopyStrided(Tensor source)
        {
            switch (ElementType.Size(type))
            {
                case 1: StridedLoop.Run(sizes, new CopyBody<byte>(), this, source); break;
                case 2: StridedLoop.Run(sizes, new CopyBody<short>(), this, source); break;
                case 4: StridedLoop.Run(sizes, new CopyBody<int>(), this, source); break;
                default: StridedLoop.Run(sizes, new CopyBody<long>(), this, source); break;
            }
        }

        private unsafe struct CopyBody<T> : IStridedBody where T : unmanaged
        {
            public readonly void Run(byte** at, long* steps, long count)
            {
                byte* y = at[0], x = at[1];
                long dy = steps[0], dx = steps[1];
                if (dy == sizeof(T) && dx == sizeof(T)) Buffer.MemoryCopy(x, y, count * sizeof(T), count * sizeof(T));
                else
                    for (long i = 0; i < count; i++, y += dy, x += dx) *(T*)y = *(T*)x;
            }
        }
    }
}

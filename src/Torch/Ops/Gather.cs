// Reading and adding by index along a dimension: gather, scatter_add, index_select.
using System.Numerics;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>y[i][j] = this[index[i][j]][j] for dim 0, and so on: y has the index's shape.</summary>
        public Tensor gather(long dim, Tensor index)
        {
            var d = IndexedDimension(dim, index, nameof(gather));
            using var at = Operand.Dense(index, ScalarType.Int64);
            IndexRange.Require(at.Tensor, Rank == 0 ? 1 : sizes[d], nameof(gather));
            var y = Empty(index.sizes, type);
            PointLoop.Run(this, at.Tensor, y, d, PointLoop.Move.Gather);
            if (!Node.Wanted(this)) return y;
            var original = sizes;
            return Node.Of("GatherBackward0", node =>
            {
                // y[i] = x[index[i]]  =>  dx[index[i]] += dy[i]
                node.Give(0, Filled(original, node.Gradient.type, 0).scatter_add_(d, node.Saved(0), node.Gradient));
            }, this).Saves(at.Tensor).Finish(y);
        }

        /// <summary>A copy to which y[index[i][j]][j] += src[i][j] for dim 0, and so on.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src)
        {
            var (y, d, at) = Scattered(dim, index, src, PointLoop.Move.ScatterAdd, nameof(scatter_add));
            using (at)
            {
                if (!Node.Wanted(this, src)) return y;
                return Node.Of("ScatterAddBackward0", node =>
                {
                    // y = x, y[index[i]] += src[i]  =>  dx = dy, dsrc[i] = dy[index[i]]
                    node.Give(0, node.Gradient);
                    if (node.Wants(1)) node.Give(1, node.Gradient.gather(d, node.Saved(0)).PaddedTo(node.Inputs[1].Sizes));
                }, this, src).Saves(at).Finish(y);
            }
        }

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Become(nameof(scatter_add_), x => x.scatter_add(dim, index, src));

        /// <summary>The slices along a dimension that a vector of indices names, in its order.</summary>
        public Tensor index_select(long dim, Tensor index)
        {
            var d = Shape.Wrap(dim, Rank, nameof(index_select));
            if (index.Rank > 1 || index.type is not (ScalarType.Int64 or ScalarType.Int32))
                throw new ArgumentException($"index_select: expected a vector of Int64 or Int32 indices, but got {index.Text}.");
            using var at = Operand.Dense(index, ScalarType.Int64);
            IndexRange.Require(at.Tensor, Rank == 0 ? 1 : sizes[d], nameof(index_select));
            var y = Empty(Shape.With(sizes, d, index.Count), type);
            CopySlices(this, at.Tensor, y, d);
            if (!Node.Wanted(this)) return y;
            return Node.Of("IndexSelectBackward0", node =>
            {
                // y[i] = x[index[i]]  =>  dx[index[i]] += dy[i]
                var dx = Filled(node.Inputs[0].Sizes, node.Gradient.type, 0);
                dx.AddRows(d, node.Saved(0), node.Gradient);
                node.Give(0, dx);
            }, this).Saves(at.Tensor).Finish(y);
        }

        /// <summary>this[index[i]] += source[i] along a dimension; no record.</summary>
        internal void AddRows(int d, Tensor index, Tensor source)
        {
            unsafe
            {
                var at = index.Pointer<long>();
                for (long i = 0, count = index.Count; i < count; i++)
                {
                    using var to = Rank == 0 ? Keep() : Window(Shape.Without(sizes, d), Shape.Without(strides, d), offset + at[i] * strides[d], scoped: false);
                    using var from = Rank == 0 ? source.Keep()
                        : source.Window(Shape.Without(source.sizes, d), Shape.Without(source.strides, d), source.offset + i * source.strides[d], scoped: false);
                    to.AddInPlace(from);
                }
            }
        }

        private static unsafe void CopySlices(Tensor x, Tensor index, Tensor y, int d)
        {
            var at = index.Pointer<long>();
            for (long i = 0, count = index.Count; i < count; i++)
            {
                using var from = x.Rank == 0 ? x.Keep() : x.Window(Shape.Without(x.sizes, d), Shape.Without(x.strides, d), x.offset + at[i] * x.strides[d], scoped: false);
                using var to = y.Rank == 0 ? y.Keep() : y.Window(Shape.Without(y.sizes, d), Shape.Without(y.strides, d), y.offset + i * y.strides[d], scoped: false);
                to.CopyFrom(from);
            }
        }

        private int IndexedDimension(long dim, Tensor index, string operation)
        {
            var d = Shape.Wrap(dim, Rank, operation);
            index.RequireType(ScalarType.Int64, operation, nameof(index));
            var fits = index.Rank == Rank;
            for (var i = 0; fits && i < Rank; i++) fits = i == d || index.sizes[i] <= sizes[i];
            if (!fits)
                throw new ArgumentException(
                    $"{operation}: expected an index with {Rank} dimension(s), nowhere larger than {Shape.Text(sizes)} apart from dimension {d}, but got {index.Text}.");
            return d;
        }

        private (Tensor Y, int Dimension, Tensor Index) Scattered(long dim, Tensor index, Tensor source, PointLoop.Move move, string operation)
        {
            var d = IndexedDimension(dim, index, operation);
            for (var i = 0; i < Rank; i++)
                if (source.Rank != Rank || index.sizes[i] > source.sizes[i])
                    throw new ArgumentException($"{operation}: the index {index.Text} must nowhere be larger than the source {source.Text}.");
            if (source.type != type) throw new ArgumentException($"{operation}: expected self and src to have the same dtype, but got {Text} and {source.Text}.");
            using var at = Operand.Dense(index, ScalarType.Int64);
            IndexRange.Require(at.Tensor, Rank == 0 ? 1 : sizes[d], operation);
            var y = Copy();
            PointLoop.Run(y, at.Tensor, source, d, move);
            return (y, d, at.Tensor.Keep());
        }

        private Tensor PaddedTo(long[] target)
        {
            if (Shape.Same(sizes, target)) return this;
            var padded = Filled(target, type, 0);
            using var part = padded.Window(sizes, padded.strides, 0, scoped: false);
            part.CopyFrom(this);
            return padded;
        }
    }
}

/// <summary>Moves single elements between a table and a list, by an index into one dimension of the table.</summary>
internal static unsafe class PointLoop
{
    public enum Move
    {
        /// <summary>list = table[index]</summary>
        Gather,

        /// <summary>table[index] = list</summary>
        Scatter,

        /// <summary>table[index] += list</summary>
        ScatterAdd,
    }

    public static void Run(torch.Tensor table, torch.Tensor index, torch.Tensor list, int d, Move move)
    {
        switch (table.type)
        {
            case torch.ScalarType.Float32: Typed<float>(table, index, list, d, move); break;
            case torch.ScalarType.Float64: Typed<double>(table, index, list, d, move); break;
            case torch.ScalarType.Int64: Typed<long>(table, index, list, d, move); break;
            case torch.ScalarType.Int32: Typed<int>(table, index, list, d, move); break;
            case torch.ScalarType.Int16: Typed<short>(table, index, list, d, move); break;
            case torch.ScalarType.Int8: Typed<sbyte>(table, index, list, d, move); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: Typed<byte>(table, index, list, d, move); break;
            default: throw ElementType.Unsupported(table.type);
        }
    }

    private static void Typed<T>(torch.Tensor table, torch.Tensor index, torch.Tensor list, int d, Move move) where T : unmanaged, INumber<T>
    {
        T* tableStart = table.Pointer<T>(), listStart = list.Pointer<T>();
        var at = index.Pointer<long>();
        var position = new long[index.Rank];
        for (long i = 0, count = index.Count; i < count; i++)
        {
            T* cell = tableStart, item = listStart;
            for (var k = 0; k < position.Length; k++)
            {
                cell += (k == d ? at[i] : position[k]) * table.strides[k];
                item += position[k] * list.strides[k];
            }
            if (move == Move.Gather) *item = *cell;
            else if (move == Move.Scatter) *cell = *item;
            else *cell += *item;
            for (var k = position.Length - 1; k >= 0 && ++position[k] == index.sizes[k]; k--) position[k] = 0;
        }
    }
}

// A tensor cut along one dimension into views: split, chunk, unbind. Their gradients are put together again in one piece.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Pieces of the given size along a dimension; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            var d = Shape.Wrap(dim, RequireRank(1, nameof(split)), nameof(split));
            if (size <= 0) throw new ArgumentOutOfRangeException(nameof(size), size, "split: the size of the pieces must be positive.");
            var count = Math.Max(1, (sizes[d] + size - 1) / size);
            Span<long> lengths = count <= 64 ? stackalloc long[(int)count] : new long[count];
            for (var i = 0; i < lengths.Length; i++) lengths[i] = Math.Min(size, sizes[d] - i * size);
            return Cut(d, ShapeTable.Of(lengths), "SplitBackward0");
        }

        /// <summary>At most so many pieces of equal size; the last may be smaller.</summary>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            var d = Shape.Wrap(dim, RequireRank(1, nameof(chunk)), nameof(chunk));
            if (chunks <= 0) throw new ArgumentOutOfRangeException(nameof(chunks), chunks, "chunk: the number of chunks must be positive.");
            return split(Math.Max(1, (sizes[d] + chunks - 1) / chunks), d);
        }

        /// <summary>One tensor per element along a dimension, which disappears.</summary>
        public Tensor[] unbind(long dimension = 0)
        {
            var d = Shape.Wrap(dimension, RequireRank(1, nameof(unbind)), nameof(unbind));
            var pieces = new Tensor[sizes[d]];
            // y1, y2, .. = x[.., 0, ..], x[.., 1, ..], ..  =>  dx = dy1, dy2, .. stacked
            var node = Node.Wanted(this)
                ? Node.Of("UnbindBackward0", d, static (node, d) => node.Give(0, Stacked(node, node.Inputs[0].Sizes, d)), this)
                : null;
            for (var i = 0; i < pieces.Length; i++)
            {
                pieces[i] = Window(Shape.Without(sizes, d), Shape.Without(strides, d), offset + i * strides[d]);
                node?.Makes(pieces[i]);
                Attached(pieces[i]);
            }
            return pieces;
        }

        private Tensor[] Cut(int d, long[] lengths, string name)
        {
            var pieces = new Tensor[lengths.Length];
            // y1, y2, .. = x cut along d  =>  dx = dy1, dy2, .. put together
            var node = Node.Wanted(this)
                ? Node.Of(name, (d, lengths), static (node, cut) => node.Give(0, Joined(node, node.Inputs[0].Sizes, cut.d, cut.lengths)), this)
                : null;
            long first = 0;
            for (var i = 0; i < pieces.Length; i++)
            {
                pieces[i] = Window(Shape.With(sizes, d, lengths[i]), strides, offset + first * strides[d]);
                node?.Makes(pieces[i]);
                Attached(pieces[i]);
                first += lengths[i];
            }
            return pieces;
        }

        private static Tensor Joined(Node node, long[] whole, int d, long[] lengths)
        {
            if (SideBySide(node, whole, d, lengths) is { } together) return together;
            var joined = Empty(whole, node.Inputs[0].Type);
            long first = 0;
            for (var i = 0; i < lengths.Length; i++)
            {
                using var part = joined.Window(Shape.With(whole, d, lengths[i]), joined.strides, first * joined.strides[d], scoped: false);
                if (node.GradientOrNull(i) is { } gradient) part.CopyFrom(gradient);
                else part.FillData(0);
                first += lengths[i];
            }
            return joined;
        }

        private static Tensor Stacked(Node node, long[] whole, int d)
        {
            if (Apart(node, whole, d) is { } together) return together;
            var stacked = Empty(whole, node.Inputs[0].Type);
            for (var i = 0; i < whole[d]; i++)
            {
                var part = stacked.Window(Shape.Without(whole, d), Shape.Without(stacked.strides, d), i * stacked.strides[d]);
                if (node.GradientOrNull(i) is { } gradient) part.CopyFrom(gradient);
                else part.FillData(0);
            }
            return stacked;
        }

        // Where the gradients of all pieces lie in one block, each as far from the one before, there is nothing to copy.
        private static Tensor? Apart(Node node, long[] whole, int d)
        {
            if (whole[d] < 2 || node.GradientOrNull(0) is not { } start || node.GradientOrNull(1) is not { } second) return null;
            var step = second.offset - start.offset;
            for (var i = 1; i < whole[d]; i++)
                if (node.GradientOrNull(i) is not { } piece || !ReferenceEquals(piece.Block, start.Block) || piece.offset != start.offset + i * step
                    || step < 0 || !piece.strides.AsSpan().SequenceEqual(start.strides))
                    return null;
            return start.Window(whole, Shape.Inserted(start.strides, d, step), start.offset);
        }

        // Where an operation wrote the gradients of all pieces into one block, in place, there is nothing to copy.
        private static Tensor? SideBySide(Node node, long[] whole, int d, long[] lengths)
        {
            if (node.GradientOrNull(0) is not { } start) return null;
            var expected = start.offset;
            for (var i = 0; i < lengths.Length; i++)
            {
                if (node.GradientOrNull(i) is not { } piece || !ReferenceEquals(piece.Block, start.Block) || piece.offset != expected
                    || !piece.strides.AsSpan().SequenceEqual(start.strides))
                    return null;
                expected += lengths[i] * piece.strides[d];
            }
            return Shape.IsContiguous(whole, start.strides) ? start.Window(whole, start.strides, start.offset) : null;
        }
    }
}

// x[...]: numbers and ranges give views; tensors of indices gather, and their assignment scatters.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, i => TensorIndex.Single(i)));
            set => index_put_(value, Array.ConvertAll(indices, i => TensorIndex.Single(i)));
        }

        public Tensor this[long i1]
        {
            get => index(new TensorIndex[] { i1 });
            set => index_put_(value, (TensorIndex)i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(new TensorIndex[] { i1, i2 });
            set => index_put_(value, (TensorIndex)i1, (TensorIndex)i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(new TensorIndex[] { i1, i2, i3 });
            set => index_put_(value, (TensorIndex)i1, (TensorIndex)i2, (TensorIndex)i3);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(new TensorIndex[] { i1, i2, i3, i4 });
            set => index_put_(value, (TensorIndex)i1, (TensorIndex)i2, (TensorIndex)i3, (TensorIndex)i4);
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index(params TensorIndex[] indices)
        {
            using var temporaries = Temporaries.Open();
            var (view, tensors) = Basic(indices);
            if (tensors.All(t => t is null)) return temporaries.Result(ReferenceEquals(view, this) ? alias() : view);
            var (front, positions, shape, place) = Advanced(view, tensors);
            // The indexed dimensions, flattened, come first; what they yield goes where they were.
            var picked = front.index_select(0, positions).reshape([.. shape, .. front.sizes[1..]]);
            return temporaries.Result(MovedBack(picked, shape.Length, place));
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => Put(value, indices, false);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Put(value, Array.ConvertAll(indices, TensorIndex.Tensor), false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) => Put(value, indices, accumulate);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Put(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = Filled(Shape.Scalar, type, value, scoped: false);
            return Put(number, indices, false);
        }

        private Tensor Put(Tensor value, TensorIndex[] indices, bool accumulate)
        {
            using var temporaries = Temporaries.Open();
            var (view, tensors) = Basic(indices);
            if (tensors.All(t => t is null))
            {
                if (accumulate) view.add_(value);
                else view.copy_(value);
                return this;
            }
            return Become("index_put_", x =>
            {
                // y = x, y[index] = value (or += value), through the row-major positions of the indexed elements
                using var whole = arange(Count);
                var at = whole.view(sizes).index(indices);
                var spread = value.to_type(type).Expanded(at.sizes).reshape([-1]);
                var flat = x.reshape([-1]);
                var y = accumulate ? flat.scatter_add(0, at.reshape([-1]), spread) : flat.scatter(0, at.reshape([-1]), spread);
                return y.view(sizes);
            });
        }

        // Applies everything but tensors; returns, per dimension of the view, the index tensor that is still to come.
        private (Tensor View, List<Tensor?> Tensors) Basic(TensorIndex[] indices)
        {
            var named = indices.Sum(entry => entry.Entry switch
            {
                TensorIndex.Kind.Slice or TensorIndex.Kind.Single => 1,
                TensorIndex.Kind.Tensor => entry.Indices!.type == ScalarType.Bool ? entry.Indices.Rank : 1,
                _ => 0,
            });
            if (named > Rank) throw new ArgumentException($"too many indices for tensor of dimension {Rank}: {named} were given for {Text}.");
            if (indices.Count(entry => entry.Entry == TensorIndex.Kind.Ellipsis) > 1)
                throw new ArgumentException("an index can only have a single ellipsis.");

            var view = this;
            var tensors = new List<Tensor?>();
            var d = 0;
            foreach (var entry in indices)
                switch (entry.Entry)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(d, entry.Start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (entry.Start is not (null or 0) || entry.Stop is not null || entry.Step is not (null or 1))
                            view = view.slice(d, entry.Start ?? 0, entry.Stop ?? long.MaxValue, entry.Step ?? 1);
                        tensors.Add(null);
                        d++;
                        break;
                    case TensorIndex.Kind.NewDimension:
                        view = view.unsqueeze(d++);
                        tensors.Add(null);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        for (var skipped = Rank - named; skipped > 0; skipped--, d++) tensors.Add(null);
                        break;
                    default:
                        foreach (var tensor in Numbers(view, entry.Indices!, d))
                        {
                            tensors.Add(tensor);
                            d++;
                        }
                        if (entry.Indices!.Rank == 0 && entry.Indices.type == ScalarType.Bool)
                        {
                            // A single truth value picks the whole rest, or nothing of it, along a new dimension.
                            view = view.unsqueeze(d);
                            tensors.Add(entry.Indices.item<bool>() ? zeros([1], ScalarType.Int64) : zeros([0], ScalarType.Int64));
                            d++;
                        }
                        break;
                }
            while (tensors.Count < view.Rank) tensors.Add(null);
            return (view, tensors);
        }

        // A mask names as many dimensions as it has, by the coordinates of its true cells.
        private static IEnumerable<Tensor> Numbers(Tensor view, Tensor index, int d)
        {
            if (index.type is ScalarType.Int64) return [index];
            if (index.type is ScalarType.Int32 or ScalarType.Int16 or ScalarType.Int8) return [index.to_type(ScalarType.Int64)];
            if (index.type != ScalarType.Bool)
                throw new ArgumentException($"tensors used as indices must be whole numbers or Bool, but got {index.Text}.");
            for (var k = 0; k < index.Rank; k++)
                if (index.sizes[k] != view.sizes[d + k])
                    throw new ArgumentException($"the shape of the mask {Shape.Text(index.sizes)} at dimension {k} does not match {view.Text} at dimension {d + k}.");
            var cells = index.nonzero();
            return Enumerable.Range(0, index.Rank).Select(k => cells.select(1, k));
        }

        // The indexed dimensions moved to the front as one, the positions in it, the shape they yield, and where that belongs.
        private static (Tensor Front, Tensor Positions, long[] Shape, int Place) Advanced(Tensor view, List<Tensor?> tensors)
        {
            var indexed = Enumerable.Range(0, view.Rank).Where(d => tensors[d] is not null).ToArray();
            var shape = TorchSharp.Shape.Scalar;
            foreach (var d in indexed) shape = TorchSharp.Shape.Broadcast(shape, tensors[d]!.sizes, "index");
            var positions = zeros(shape, ScalarType.Int64);
            foreach (var d in indexed)
            {
                using var dense = Operand.Dense(tensors[d]!);
                var size = view.sizes[d];
                if (dense.Tensor.Count > 0)
                {
                    long least = dense.Tensor.min().item<long>(), most = dense.Tensor.max().item<long>();
                    if (least < -size || most >= size)
                        throw new ArgumentOutOfRangeException(nameof(tensors), least < -size ? least : most,
                            $"index {(least < -size ? least : most)} is out of bounds for dimension {d} with size {size}.");
                }
                positions = positions.mul(size).add(dense.Tensor.remainder(Math.Max(size, 1)));
            }
            var rest = Enumerable.Range(0, view.Rank).Where(d => tensors[d] is null).ToArray();
            var order = indexed.Concat(rest).Select(d => (long)d).ToArray();
            var adjacent = indexed[^1] - indexed[0] == indexed.Length - 1;
            var front = view.permute(order);
            front = front.reshape([TorchSharp.Shape.Count(front.sizes.AsSpan(0, indexed.Length)), .. front.sizes[indexed.Length..]]);
            return (front, positions.reshape([-1]), shape, adjacent ? indexed[0] : 0);
        }

        private static Tensor MovedBack(Tensor picked, int count, int place)
        {
            if (place == 0) return picked;
            var order = new List<long>();
            for (var d = 0; d < place; d++) order.Add(count + d);
            for (var d = 0; d < count; d++) order.Add(d);
            for (var d = count + place; d < picked.Rank; d++) order.Add(d);
            return picked.permute(order);
        }
    }
}

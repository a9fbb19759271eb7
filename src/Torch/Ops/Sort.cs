// The largest along a dimension, in order: topk. Equal elements keep their order; NaN counts as the largest.
using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The k largest (or smallest) along a dimension in order, and where each came from.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            var size = Rank == 0 ? 1 : sizes[Shape.Wrap(dim, Rank, nameof(topk))];
            if (k < 0 || k > size) throw new ArgumentOutOfRangeException(nameof(k), k, $"topk: k must be in [0, {size}] for dimension {dim} of {Text}.");
            using var temporaries = Temporaries.Open();
            var positions = Order(dim, largest, k, nameof(topk));
            return (temporaries.Result(gather(dim, positions)), temporaries.Result(positions));
        }

        // The first k positions in order, along the dimension.
        private Tensor Order(long dim, bool descending, long k, string operation)
        {
            using var temporaries = Temporaries.Open();
            if (Rank == 0) return temporaries.Result(Filled(Shape.Scalar, ScalarType.Int64, 0));
            var d = Shape.Wrap(dim, Rank, operation);
            var x = detach().transpose(d, -1).Copy();
            var positions = Empty([.. x.sizes[..^1], k], ScalarType.Int64);
            switch (type)
            {
                case ScalarType.Float32: OrderRows<float>(x, positions, descending); break;
                case ScalarType.Float64: OrderRows<double>(x, positions, descending); break;
                case ScalarType.Int64: OrderRows<long>(x, positions, descending); break;
                case ScalarType.Int32: OrderRows<int>(x, positions, descending); break;
                case ScalarType.Int16: OrderRows<short>(x, positions, descending); break;
                case ScalarType.Int8: OrderRows<sbyte>(x, positions, descending); break;
                default: OrderRows<byte>(x, positions, descending); break;
            }
            return temporaries.Result(positions.transpose(d, -1).contiguous());
        }

        private static unsafe void OrderRows<T>(Tensor x, Tensor positions, bool descending) where T : unmanaged, INumber<T>
        {
            var columns = (int)x.sizes[^1];
            var k = (int)positions.sizes[^1];
            var keys = new T[columns];
            var order = new int[columns];
            Comparison<int> compare = (i, j) =>
            {
                var sign = T.IsNaN(keys[i]) || T.IsNaN(keys[j]) ? T.IsNaN(keys[i]).CompareTo(T.IsNaN(keys[j])) : keys[i].CompareTo(keys[j]);
                return sign == 0 ? i.CompareTo(j) : descending ? -sign : sign;
            };
            for (long row = 0, rows = columns == 0 ? 0 : x.Count / columns; row < rows; row++)
            {
                new ReadOnlySpan<T>(x.Pointer<T>() + row * columns, columns).CopyTo(keys);
                for (var i = 0; i < columns; i++) order[i] = i;
                order.AsSpan().Sort(compare);
                for (var i = 0; i < k; i++) positions.Pointer<long>()[row * k + i] = order[i];
            }
        }
    }
}

// One entry of an index expression such as x[.., 1, 2..5]: a number, a range, an ellipsis, a new dimension, or a tensor.
namespace TorchSharp;

public static partial class torch
{
    public struct TensorIndex
    {
        internal enum Kind
        {
            Slice,
            Single,
            Ellipsis,
            NewDimension,
            Tensor,
        }

        internal Kind Entry { get; private init; }
        internal long? Start { get; private init; }
        internal long? Stop { get; private init; }
        internal long? Step { get; private init; }
        internal Tensor? Indices { get; private init; }

        /// <summary>All dimensions that the other entries don't name.</summary>
        public static TensorIndex Ellipsis = new() { Entry = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new() { Entry = Kind.NewDimension };

        /// <inheritdoc cref="None"/>
        public static TensorIndex Null = new() { Entry = Kind.NewDimension };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = new() { Entry = Kind.Slice };

        /// <summary>Every step-th element from start up to, not including, stop; negative numbers count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Entry = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) => range;

        /// <summary>One element: the dimension disappears.</summary>
        public static TensorIndex Single(long? index) => new() { Entry = index is null ? Kind.NewDimension : Kind.Single, Start = index };

        /// <summary>True keeps everything under a new dimension of size 1, false nothing under one of size 0.</summary>
        public static TensorIndex Bool(bool value) => Tensor(torch.tensor(value));

        /// <summary>Elements by number (Int64), or by a Bool mask.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { Entry = Kind.Tensor, Indices = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value);
    }
}

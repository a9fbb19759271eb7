// Tensors put together along a dimension, and reversal.
namespace TorchSharp;

internal static class Concatenation
{
    /// <summary>One after another along a dimension; all other sizes are equal.</summary>
    public static torch.Tensor Cat(ReadOnlySpan<torch.Tensor> tensors, long dim)
    {
        if (tensors.Length == 0) throw new ArgumentException("cat: expected a non-empty list of tensors.");
        var parts = tensors.ToArray();
        var first = Array.Find(parts, part => !JoinsAnything(part)) ?? parts[0];
        var d = Shape.Wrap(dim, first.RequireRank(1, "cat"), "cat");
        var type = first.type;
        long total = 0;
        foreach (var part in parts)
        {
            type = TypePromotion.Promote(type, part.type);
            if (JoinsAnything(part)) continue;
            var fits = part.Rank == first.Rank;
            for (var i = 0; fits && i < first.Rank; i++) fits = i == d || part.sizes[i] == first.sizes[i];
            if (!fits) throw new ArgumentException($"cat: sizes must match except in dimension {d}, but got {first.Text} and {part.Text}.");
            total += part.sizes[d];
        }
        var y = torch.Tensor.Empty(Shape.With(first.sizes, d, total), type);
        var starts = new long[parts.Length];
        long at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            starts[i] = at;
            if (JoinsAnything(parts[i])) continue;
            using var window = y.Window(parts[i].sizes, y.strides, at * y.strides[d], scoped: false);
            window.CopyFrom(parts[i]);
            at += parts[i].sizes[d];
        }
        if (!Node.Wanted(parts)) return y;
        return Node.Of("CatBackward0", (d, starts), static (node, at) =>
        {
            // y = x1, x2, .. along d  =>  dx1, dx2, .. = dy cut at the same places
            for (var i = 0; i < at.starts.Length; i++)
            {
                if (!node.Wants(i)) continue;
                var sizes = node.Inputs[i].Sizes;
                node.Give(i, sizes is [0] ? torch.Tensor.Filled(sizes, node.Gradient.type, 0) : node.Gradient.narrow(at.d, at.starts[i], sizes[at.d]));
            }
        }, parts).Finish(y);
    }

    // An empty vector goes with tensors of any shape.
    private static bool JoinsAnything(torch.Tensor part) => part.sizes is [0];
}

public static partial class torch
{
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Concatenation.Cat(tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Concatenation.Cat(tensors, dim);

    public partial class Tensor
    {
        /// <summary>The order of the elements along the given dimensions reversed.</summary>
        public Tensor flip(params long[] dims)
        {
            var reversed = Reduction.Mask(Rank, dims, nameof(flip));
            using var temporaries = Temporaries.Open();
            var y = this;
            for (var d = 0; d < Rank; d++)
            {
                if (!reversed[d] || dims.Length == 0) continue;
                var order = Empty([sizes[d]], ScalarType.Int64);
                unsafe
                {
                    for (long i = 0; i < sizes[d]; i++) order.Pointer<long>()[i] = sizes[d] - 1 - i;
                }
                y = y.index_select(d, order);
            }
            return temporaries.Result(ReferenceEquals(y, this) ? clone() : y);
        }
    }
}

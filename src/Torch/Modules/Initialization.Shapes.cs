// Starts of weights that follow a shape: cut-off normal numbers, orthogonal rows, the identity.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>Normal numbers, drawn again where they fall outside [a, b].</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                if (a > b) throw new ArgumentException($"trunc_normal_: a must be at most b, but got {a} and {b}.", nameof(a));
                return Fill(tensor, () =>
                {
                    using var temporaries = Temporaries.Open();
                    tensor.normal_(mean, std, generator);
                    // A cut far out would take forever to hit: after some rounds what is left is clamped.
                    for (var round = 0; round < 64; round++)
                    {
                        var outside = tensor.lt(a).logical_or(tensor.gt(b));
                        if (!outside.any().item<bool>()) return tensor;
                        tensor.copy_(where(outside, tensor.empty_like().normal_(mean, std, generator), tensor));
                    }
                    return tensor.clamp_(a, b);
                });
            }

            /// <summary>Rows (or columns, if there are fewer) of length gain that stand at right angles to each other. The tensor counts as (first size, rest).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.Rank < 2) throw new ArgumentException($"orthogonal_: only tensors with 2 or more dimensions are supported, but got {tensor.Text}.", nameof(tensor));
                return Fill(tensor, () =>
                {
                    using var temporaries = Temporaries.Open();
                    long rows = tensor.sizes[0], columns = rows == 0 ? 0 : tensor.Count / rows;
                    bool isWide = rows < columns;
                    var vectors = randn([Math.Min(rows, columns), Math.Max(rows, columns)], ScalarType.Float64);
                    // Gram and Schmidt, twice for the digits that the first pass loses.
                    for (long i = 0; i < vectors.sizes[0]; i++)
                    {
                        var row = vectors[i];
                        for (var pass = 0; pass < 2 && i > 0; pass++)
                        {
                            var before = vectors.narrow(0, 0, i);                 // (i, length)
                            row.sub_(before.mv(row).unsqueeze(0).mm(before)[0]);
                        }
                        row.div_(row.norm());
                    }
                    return tensor.copy_((isWide ? vectors : vectors.t()).mul(gain).reshape(tensor.sizes));
                });
            }

            /// <summary>Ones on the diagonal of a matrix, zeros elsewhere.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.Rank != 2) throw new ArgumentException($"eye_: only tensors with 2 dimensions are supported, but got {tensor.Text}.", nameof(tensor));
                return Fill(tensor, () =>
                {
                    using var temporaries = Temporaries.Open();
                    return tensor.copy_(eye(tensor.sizes[0], tensor.sizes[1]));
                });
            }
        }
    }
}

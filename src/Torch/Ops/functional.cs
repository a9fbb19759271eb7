// torch.nn.functional: the layers' mathematics without the layers.
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input (.., in), weights (out, in), bias (out): (.., out).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => LinearOperation.Forward(input, weights, bias);

            /// <summary>Normalizes over the last dimensions, whose sizes are given.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                LayerNormOperation.Forward(input, normalized_shape, weight, bias, eps);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                inplace ? x.gelu_(approximate).alias() : x.gelu(approximate);

            /// <summary>While training, each element is 0 with probability p and else divided by 1 - p.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!training)
                {
                    if (p is < 0 or > 1 || double.IsNaN(p))
                        throw new ArgumentOutOfRangeException(nameof(p), p, $"dropout: the probability must be in [0, 1], but got {p}.");
                    return input.alias();
                }
                return inplace ? DropoutInPlace(input, p) : DropoutOperation.Forward(input, p);
            }

            // Apart, because a function that captures p would be made in every call.
            private static Tensor DropoutInPlace(Tensor input, double p) => input.Become(nameof(dropout), x => DropoutOperation.Forward(x, p)).alias();

            /// <summary>softmax(query key' / sqrt(d)) value; with is_casual each query sees only keys up to its own position.</summary>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false) =>
                AttentionOperation.Forward(query, key, value, attn_mask, p, is_casual);

            /// <summary>input (N, C), target (N) of Int64: the mean of -ln softmax(input)[target] unless reduction says otherwise.</summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                LossOperation.CrossEntropy(input, target, weight, ignore_index, reduction, label_smoothing);
        }
    }
}

// What operations say when shapes, types or indices do not fit: the operation, what was expected, what came.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Ops;

public sealed class OperationErrorTests
{
    public static TheoryData<string, Func<object>> Cases() => new()
    {
        { "add: shapes [2, 3] and [4] don't broadcast", () => ones(2, 3) + ones(4) },
        { "expected both to have the same dtype", () => ones(2, 3).matmul(ones(3, 2, ScalarType.Int64)) },
        { "bmm: expected two batches", () => ones(2, 3, 4).bmm(ones(3, 4, 5)) },
        { "cat: sizes must match except in dimension 0", () => cat([ones(2, 3), ones(2, 4)]) },
        { "gather: index 3 is out of bounds for a dimension of size 3", () => ones(3).gather(0, tensor(new long[] { 3 })) },
        { "gather: index must be Int64", () => ones(3).gather(0, tensor(new[] { 1f })) },
        { "index_select: index -1 is out of bounds", () => ones(3).index_select(0, tensor(new long[] { -1 })) },
        { "masked_fill: mask must be Bool", () => ones(3).masked_fill(ones(3), 0) },
        { "linear: expected an input (.., in)", () => functional.linear(ones(2, 3), ones(5, 4)) },
        { "linear: expected a bias (5)", () => functional.linear(ones(2, 4), ones(5, 4), ones(4)) },
        { "layer_norm: expected an input whose last sizes are [4]", () => functional.layer_norm(ones(2, 3), [4]) },
        { "embedding: index 5 is out of bounds", () => TorchSharp.EmbeddingOperation.Forward(ones(5, 2), tensor(new long[] { 5 })) },
        { "embedding: expected ids of type Int64", () => TorchSharp.EmbeddingOperation.Forward(ones(5, 2), ones(2)) },
        { "cross_entropy: target 5 is out of bounds; allowed: 0 to 4", () => functional.cross_entropy(ones(1, 5), tensor(new long[] { 5 })) },
        { "cross_entropy: expected targets of type Int64, but got Int32", () => functional.cross_entropy(ones(1, 5), tensor(new long[] { 1 }).to_type(ScalarType.Int32)) },
        { "cross_entropy: expected an input (N, C)", () => functional.cross_entropy(ones(2, 5), tensor(new long[] { 1 })) },
        { "cross_entropy: label_smoothing must be in [0, 1]", () => functional.cross_entropy(ones(1, 5), tensor(new long[] { 1 }), label_smoothing: 2) },
        { "dropout: the probability must be in [0, 1], but got 1.5", () => functional.dropout(ones(2), 1.5) },
        { "attn_mask must not be given when is_casual", () => functional.scaled_dot_product_attention(ones(1, 1, 2, 2), ones(1, 1, 2, 2), ones(1, 1, 2, 2), ones(2, 2), is_casual: true) },
        { "expected query (.., T, D)", () => functional.scaled_dot_product_attention(ones(1, 2, 3), ones(1, 2, 4), ones(1, 2, 4)) },
        { "topk: k must be in [0, 3]", () => ones(3).topk(4) },
        { "mean: could not infer output dtype", () => arange(3).mean() },
        { "sub: subtraction of two Bool tensors", () => ones(2).to_type(ScalarType.Bool) - ones(2).to_type(ScalarType.Bool) },
        { "whole numbers to negative whole powers", () => arange(3).pow(-1) },
        { "div: rounding_mode floor is not available", () => ones(3).div(ones(3), RoundingMode.floor) },
        { "softmax: expected a floating point tensor", () => arange(3).softmax(0) },
        { "t: expects a tensor with at most 2 dimensions", () => ones(2, 3, 4).t() },
        { "permute: a dimension occurs twice", () => ones(2, 3).permute(0, 0) },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Operation_WrongInput_SaysWhatWasExpected(string expected, Func<object> operation)
    {
        using var scope = NewDisposeScope();
        var error = Record.Exception(operation);
        Assert.NotNull(error);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}

// The cases at the edges: empty tensors, NaN and infinity, strides, wrapping, mixed types.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Ops;

internal static partial class OpCases
{
    public static readonly Dictionary<string, OpCase> Edges = new()
    {
        ["floor_divide_awkward"] = x => [x[0].floor_divide(x[1]), x[0].remainder(x[1])],
        ["nan_extremes"] = x => [x[0].max(), x[0].min(), .. Two(x[0].max(1)), .. Two(x[0].min(0)), x[0].argmax(), x[0].argmin(1), x[0].amax(0)],
        ["nan_order"] = x => [.. Two(x[0].sort(1, stable: true)), .. Two(x[0].topk(2, 1))],
        ["nan_limits"] = x => [x[0].clamp(0, 2), x[0].maximum(x[1]), x[0].minimum(x[1])],
        ["nan_functions"] = x =>
        [
            x[0].exp(), x[0].sqrt(), x[0].log(), x[0].tanh(), x[0].sigmoid(), x[0].abs(), x[0].sign(), x[0].floor(), x[0].relu(), x[0].erf(),
            x[0].isnan(), x[0].isinf(), x[0].isfinite(),
        ],
        ["nan_sums"] = x =>
            [x[0].sum(1L), x[0].mean([0]), x[0].prod(1L), x[0].cumsum(1), x[0].softmax(1), x[0].log_softmax(1), x[0].logsumexp(1), x[0].norm(1)],
        ["nan_truth"] = x => [x[0].@bool(), x[0].any(1), x[0].all(1), x[0] != 0],
        ["infinite_gradients"] = x => [x[0].sqrt(), x[0].log(), x[0].pow(0.5)],
        ["empty_reductions"] = x =>
        [
            x[0].sum(), x[0].sum(0L), x[0].sum(1L), x[0].mean([0]), x[0].prod(0L), x[0].softmax(1), x[0].cumsum(0), x[0].any(0), x[0].all(0),
            x[0].sort(1).Values,
        ],
        ["empty_arithmetic"] = x =>
        [
            x[0] + x[1], x[0] * 2, x[0].matmul(x[1]), x[0].t().matmul(x[0]), cat([x[0], x[1].unsqueeze(0)]), x[0].reshape(3, 0), x[0].sum() + x[1],
        ],
        ["zero_dim"] = x =>
            [x[0] + x[1], x[0].sum(), x[0].softmax(0), x[0].max(), x[0].reshape(1, 1), x[0].expand(2), x[0] * x[0], x[0].view(1)],
        ["strided_in_place"] = x =>
        {
            var z = x[0] * 1;
            z.t().add_(x[1]);
            z[.., TensorIndex.Slice(step: 2)].mul_(3);
            z[1..].sub_(z[..1] * 0.5);
            return [z, z.t().contiguous()];
        },
        ["expanded_operands"] = x =>
        [
            x[0].expand(3, 4) * x[1].expand(3, 4), x[0].expand(3, 4).sum(1L), x[0].expand(3, 4).matmul(x[1].expand(3, 4).t()), x[0].expand(3, 4).exp(),
        ],
        ["transposed_everywhere"] = x =>
        [
            x[0].t().softmax(0), x[0].t().cumsum(1), x[0].t().max(0).values, cat([x[0].t(), x[1].t()], 1), functional.layer_norm(x[0].t(), [4]),
            x[0].t().gather(0, tensor(new long[,] { { 0, 2, 1, 0 } })), where(x[1].t() > 0, x[0].t(), x[1].t()), x[0].t().flip(0), x[0].t().tril(),
            x[0].t().var(0L),
        ],
        ["negative_dims"] = x =>
        [
            x[0].sum(-2L), x[0].transpose(-1, -3), x[0].unsqueeze(-2), x[0].select(-1, -2), x[0].narrow(-2, -2, 2), x[0].split(2, -1)[1],
            stack([x[0], x[0]], -1), x[0].flatten(-2), x[0].softmax(-3), x[0].flip(-1),
        ],
        ["integers_wrap"] = x => [x[0] + 1, x[0] * 2, x[1] * 4, -x[0], x[0].abs()],
        ["mixed_types"] = x =>
        [
            where(x[1], x[0], x[2]), x[0] / 2, x[0].floor_divide(2), x[0].pow(2), x[2] * x[1], x[1].sum(), x[0].@float().mean(), cat([x[0], x[2]]),
            x[0] == x[2], x[0] > 1.5, x[0].maximum(x[2]), x[0] * tensor(0.5f), x[1].@int(), x[2].@long(),
        ],
        ["one_element_spread"] = x => [x[0].var(0L), x[0].std(0L), x[0].var(0L, unbiased: false)],
        ["repeated_use"] = x => [x[0] * x[0] + x[0].exp() * x[0], stack([x[0], x[0] * 2, x[0]]), cat([x[0], x[0]])],
        ["indices_repeated"] = x =>
        [
            x[0][x[1]], x[0][TensorIndex.Tensor(x[1]), 0], x[0][.., TensorIndex.Tensor(tensor(new long[] { 0, 0 }))], x[0].index_select(0, x[1].abs()),
        ],
        ["big_softmax"] = x => [x[0].softmax(1), x[0].log_softmax(1)],
        ["matmul_one_by_one"] = x => [x[0].matmul(x[1]), x[1].t().matmul(x[0]), x[1].matmul(x[1].t())],
        ["matmul_many_dims"] = x => [x[0].matmul(x[1])],
        ["slices_beyond_the_end"] = x => [x[0][3..99], x[0].slice(0, -99, 2, 1), x[0].slice(0, 4, 2, 1), x[0][TensorIndex.Slice(step: 3)]],
        ["scalars_left"] = x => [2 - x[0], 2 / x[0], 2 * x[0], 2 + x[0]],
        ["masked_everything"] = x => [x[0].masked_fill(ones(3, ScalarType.Bool), 0), x[0].masked_select(zeros(3, ScalarType.Bool))],
    };
}

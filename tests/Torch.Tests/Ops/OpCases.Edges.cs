// The cases at the edges: empty tensors, NaN and infinity, strides, wrapping, mixed types.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Ops;

internal static partial class OpCases
{
    public static readonly Dictionary<string, OpCase> Edges = new()
    {
        ["infinite_gradients"] = x => [x[0].sqrt(), x[0].log(), x[0].pow(0.5)],
        ["empty_arithmetic"] = x =>
        [
            x[0] + x[1], x[0] * 2, x[0].matmul(x[1]), x[0].t().matmul(x[0]), cat([x[0], x[1].unsqueeze(0)]), x[0].reshape(3, 0), x[0].sum() + x[1],
        ],
        ["zero_dim"] = x =>
            [x[0] + x[1], x[0].sum(), x[0].softmax(0), x[0].max(), x[0].reshape(1, 1), x[0].expand(2), x[0] * x[0], x[0].view(1)],
        ["expanded_operands"] = x =>
        [
            x[0].expand(3, 4) * x[1].expand(3, 4), x[0].expand(3, 4).sum(1L), x[0].expand(3, 4).matmul(x[1].expand(3, 4).t()), x[0].expand(3, 4).exp(),
        ],
        ["big_softmax"] = x => [x[0].softmax(1), x[0].log_softmax(1)],
        ["matmul_one_by_one"] = x => [x[0].matmul(x[1]), x[1].t().matmul(x[0]), x[1].matmul(x[1].t())],
        ["matmul_many_dims"] = x => [x[0].matmul(x[1])],
    };
}

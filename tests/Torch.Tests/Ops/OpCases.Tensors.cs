// The cases on views, indices, matrices, layers and losses.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Ops;

internal static partial class OpCases
{
    public static readonly Dictionary<string, OpCase> Views = new()
    {
        ["view"] = x => [x[0].view(3, -1)],
        ["view_of_expanded"] = x => [x[0].expand(2, 4, 3).reshape(8, 3)],
        ["reshape_transposed"] = x => [x[0].transpose(0, 2).reshape(6, 4)],
        ["reshape_splits"] = x => [x[0].t().reshape(2, 3, 2, 2)],
        ["view_merges_strided"] = x => [x[0].transpose(0, 1).view(2, 3, 2, 2)],
        ["transpose"] = x => [x[0].transpose(0, 2)],
        ["permute"] = x => [x[0].permute(2, 0, 1)],
        ["t"] = x => [x[0].t()],
        ["unsqueeze"] = x => [x[0].unsqueeze(0), x[0].unsqueeze(-1), x[0].unsqueeze(1)],
        ["squeeze"] = x => [x[0].squeeze(), x[0].squeeze(0), x[0].squeeze(1)],
        ["expand"] = x => [x[0].expand(2, 3, 4)],
        ["narrow"] = x => [x[0].narrow(1, 1, 3)],
        ["select"] = x => [x[0].select(0, -1), x[0].select(1, 2)],
        ["split"] = x => x[0].split(3, 1),
        ["split_uses_one"] = x => [x[0].split(2, 1)[1]],
        ["chunk"] = x => x[0].chunk(3),
        ["unbind"] = x => x[0].unbind(1),
        ["cat"] = x => [cat([x[0], x[1]])],
        ["cat_last"] = x => [cat([x[0], x[1], x[2]], -1)],
        ["flip"] = x => [x[0].flip(0, 1)],
        ["tril"] = x => [x[0].tril()],
        ["tril_shifted"] = x => [x[0].tril(1)],
        ["triu"] = x => [x[0].triu(-1)],
        ["clone"] = x => [x[0].t().clone()],
        ["to_double"] = x => [x[0].to_type(ScalarType.Float64) * 2],
        ["packed_heads"] = x => Array.ConvertAll(x[0].split(4, 2), part => part.view(2, 5, 2, 2).transpose(1, 2)),
    };

    public static readonly Dictionary<string, OpCase> Indexing = new()
    {
        ["gather"] = x => [x[0].gather(1, x[1])],
        ["gather_first"] = x => [x[0].gather(0, x[1])],
        ["scatter_add"] = x => [x[0].scatter_add(1, x[1], x[2])],
        ["index_select"] = x => [x[0].index_select(0, x[1])],
        ["index_select_last"] = x => [x[0].index_select(1, x[1])],
        ["masked_fill"] = x => [x[0].masked_fill(x[1], -2.5)],
        ["index_numbers"] = x => [x[0][1, 2]],
        ["embedding"] = x => [TorchSharp.EmbeddingOperation.Forward(x[0], x[1])],
    };

    public static readonly Dictionary<string, OpCase> Layers = new()
    {
        ["mm_transposed"] = x => [x[0].t().matmul(x[1].t())],
        ["bmm"] = x => [x[0].bmm(x[1])],
        ["matmul_vectors"] = x => [x[0].matmul(x[1])],
        ["matmul_matrix_vector"] = x => [x[0].matmul(x[1])],
        ["matmul_vector_matrix"] = x => [x[0].matmul(x[1])],
        ["matmul_batch_matrix"] = x => [x[0].matmul(x[1])],
        ["matmul_batch_vector"] = x => [x[0].matmul(x[1])],
        ["matmul_broadcast"] = x => [x[0].matmul(x[1])],
        ["matmul_heads"] = x => [x[0].transpose(1, 2).matmul(x[1].transpose(1, 2).transpose(-2, -1))],
        ["matmul_integers"] = x => [x[0].matmul(x[1])],
        ["linear"] = x => [functional.linear(x[0], x[1], x[2])],
        ["linear_without_bias"] = x => [functional.linear(x[0], x[1])],
        ["linear_of_transposed"] = x => [functional.linear(x[0].t(), x[1], x[2])],
        ["layer_norm"] = x => [functional.layer_norm(x[0], [8], x[1], x[2])],
        ["layer_norm_plain"] = x => [functional.layer_norm(x[0], [8])],
        ["layer_norm_two_dims"] = x => [functional.layer_norm(x[0], [3, 4], x[1], eps: 1e-3)],
        ["attention_causal"] = x => [functional.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true)],
        ["attention_open"] = x => [functional.scaled_dot_product_attention(x[0], x[1], x[2])],
        ["attention_three_dims"] = x => [functional.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true)],
        ["attention_mask"] = x => [functional.scaled_dot_product_attention(x[0], x[1], x[2], x[3])],
        ["attention_bias"] = x => [functional.scaled_dot_product_attention(x[0], x[1], x[2], x[3])],
        ["attention_packed"] = x =>
        {
            var heads = Array.ConvertAll(x[0].split(8, 2), part => part.view(2, 5, 2, 4).transpose(1, 2)); // 3 x (B, H, T, D)
            return [functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], is_casual: true).transpose(1, 2).contiguous().view(2, 5, 8)];
        },
    };

    public static readonly Dictionary<string, OpCase> Losses = new()
    {
        ["cross_entropy"] = x => [functional.cross_entropy(x[0], x[1])],
        ["cross_entropy_sum"] = x => [functional.cross_entropy(x[0], x[1], reduction: Reduction.Sum)],
        ["cross_entropy_none"] = x => [functional.cross_entropy(x[0], x[1], reduction: Reduction.None)],
        ["cross_entropy_ignore"] = x => [functional.cross_entropy(x[0], x[1])],
        ["cross_entropy_smoothed"] = x => [functional.cross_entropy(x[0], x[1], label_smoothing: 0.1)],
        ["cross_entropy_weighted"] = x => [functional.cross_entropy(x[0], x[1], ClassWeights(x[0]))],
        ["cross_entropy_weighted_smoothed"] = x => [functional.cross_entropy(x[0], x[1], ClassWeights(x[0]), label_smoothing: 0.2)],
        ["cross_entropy_images"] = x => [functional.cross_entropy(x[0], x[1]), functional.cross_entropy(x[0], x[1], reduction: Reduction.None)],
        ["cross_entropy_one"] = x => [functional.cross_entropy(x[0], x[1])],
        ["cross_entropy_extreme"] = x => [functional.cross_entropy(x[0], x[1])],
        ["cross_entropy_probabilities"] = x => [functional.cross_entropy(x[0], x[1].detach())],
    };

    private static Tensor ClassWeights(Tensor like) => tensor(new[] { 0.5, 1.0, 2.0, 0.25, 1.5 }).to_type(like.type);
}

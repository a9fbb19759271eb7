// The operations on whole tensors: reductions, order, views, indices, products, layers, losses.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Programs;

using Table = Dictionary<string, Func<Arguments, object?>>;

internal static partial class Operations
{
    private static Table Reductions => new()
    {
        ["sum"] = x => !x.Has(1) ? x.X.sum() : x.IsList(1) ? x.X.sum(x.Longs(1), x.B(2)) : x.X.sum(x.L(1), x.B(2)),
        ["mean"] = x => !x.Has(1) ? x.X.mean() : x.X.mean(Dimensions(x), x.B(2)),
        ["prod"] = x => !x.Has(1) ? x.X.prod() : x.X.prod(x.L(1), x.B(2)),
        ["var"] = x => !x.Has(1) ? x.X.var(x.B(2, true)) : x.IsList(1) ? x.X.var(x.Longs(1), x.B(2, true), x.B(3)) : x.X.var(x.L(1), x.B(2, true), x.B(3)),
        ["std"] = x => !x.Has(1) ? x.X.std(x.B(2, true)) : x.IsList(1) ? x.X.std(x.Longs(1), x.B(2, true), x.B(3)) : x.X.std(x.L(1), x.B(2, true), x.B(3)),
        ["max"] = x => !x.Has(1) ? x.X.max() : Pair(x.X.max(x.L(1), x.B(2))),
        ["min"] = x => !x.Has(1) ? x.X.min() : Pair(x.X.min(x.L(1), x.B(2))),
        ["amax"] = x => x.X.amax(Dimensions(x), x.B(2)),
        ["amin"] = x => x.X.amin(Dimensions(x), x.B(2)),
        ["argmax"] = x => !x.Has(1) ? x.X.argmax() : x.X.argmax(x.L(1), x.B(2)),
        ["argmin"] = x => !x.Has(1) ? x.X.argmin() : x.X.argmin(x.L(1), x.B(2)),
        ["all"] = x => !x.Has(1) ? x.X.all() : x.X.all(x.L(1), x.B(2)),
        ["any"] = x => !x.Has(1) ? x.X.any() : x.X.any(x.L(1), x.B(2)),
        ["count_nonzero"] = x => x.X.count_nonzero(x.Has(1) ? x.Longs(1) : null),
        ["norm"] = x => !x.Has(1) ? x.X.norm((float)x.D(3, 2)) : x.X.norm((int)x.L(1), x.B(2), (float)x.D(3, 2)),
        ["logsumexp"] = x => x.X.logsumexp(x.L(1), x.B(2)),
        ["cumsum"] = x => x.X.cumsum(x.L(1), x.MaybeType(2)),
        ["softmax"] = x => x.X.softmax(x.L(1), x.MaybeType(2)),
        ["log_softmax"] = x => x.X.log_softmax(x.L(1), x.MaybeType(2)),
        ["sort"] = x => Pair(x.X.sort(x.L(1, -1), x.B(2), stable: true)),
        ["argsort"] = x => x.X.argsort(x.L(1, -1), x.B(2)),
        ["topk"] = x => Pair(x.X.topk((int)x.L(1), (int)x.L(2, -1), x.B(3, true))),
    };

    private static Table Views => new()
    {
        ["view"] = x => x.X.view(x.Longs(1)),
        ["view_as"] = x => x.X.view_as(x.T(1)),
        ["reshape"] = x => x.X.reshape(x.Longs(1)),
        ["flatten"] = x => x.X.flatten(x.L(1, 0), x.L(2, -1)),
        ["ravel"] = x => x.X.ravel(),
        ["unflatten"] = x => x.X.unflatten(x.L(1), x.Longs(2)),
        ["transpose"] = x => x.X.transpose(x.L(1), x.L(2)),
        ["swapaxes"] = x => x.X.swapaxes(x.L(1), x.L(2)),
        ["swapdims"] = x => x.X.swapdims(x.L(1), x.L(2)),
        ["permute"] = x => x.X.permute(x.Longs(1)),
        ["t"] = x => x.X.t(),
        ["unsqueeze"] = x => x.X.unsqueeze(x.L(1)),
        ["squeeze"] = x => x.Has(1) ? x.X.squeeze(x.L(1)) : x.X.squeeze(),
        ["expand"] = x => x.X.expand(x.Longs(1)),
        ["expand_as"] = x => x.X.expand_as(x.T(1)),
        ["broadcast_to"] = x => x.X.broadcast_to(x.Longs(1)),
        ["narrow"] = x => x.X.narrow(x.L(1), x.L(2), x.L(3)),
        ["tensor_slice"] = x => x.X.slice(x.L(1), x.L(2), x.L(3), x.L(4)),
        ["select"] = x => x.X.select(x.L(1), x.L(2)),
        ["split"] = x => List(x.IsList(1) ? x.X.split(x.Longs(1), x.L(2, 0)) : x.X.split(x.L(1), (int)x.L(2, 0))),
        ["chunk"] = x => List(x.X.chunk(x.L(1), x.L(2, 0))),
        ["unbind"] = x => List(x.X.unbind(x.L(1, 0))),
        ["diagonal"] = x => x.X.diagonal(x.L(1, 0), x.L(2, 0), x.L(3, 1)),
        ["as_strided"] = x => x.X.as_strided(x.Longs(1), x.Longs(2), x.L(3, 0)),
        ["tril"] = x => x.X.tril(x.L(1, 0)),
        ["triu"] = x => x.X.triu(x.L(1, 0)),
        ["flip"] = x => x.X.flip(x.Longs(1)),
        ["repeat"] = x => x.X.repeat(x.Longs(1)),
        ["repeat_interleave"] = x => x.X.repeat_interleave(x.L(1), x.Has(2) ? x.L(2) : null),
        ["cat"] = x => cat(x.Tensors(0), x.L(1, 0)),
        ["stack"] = x => stack(x.Tensors(0), x.L(1, 0)),
    };

    private static Table Indices => new()
    {
        ["index"] = x => x.X[x.Index(1)],
        ["set_index"] = x => x.IsTensor(2) ? x.X[x.Index(1)] = x.T(2) : x.X.index_put_(x.S(2), x.Index(1)),
        ["index_put_"] = x => x.X.index_put_(x.T(2), x.Tensors(1), x.B(3)),
        ["gather"] = x => x.X.gather(x.L(1), x.T(2)),
        ["take_along_dim"] = x => x.X.take_along_dim(x.T(1), x.L(2)),
        ["scatter"] = x => x.X.scatter(x.L(1), x.T(2), x.T(3)),
        ["scatter_"] = x => x.X.scatter_(x.L(1), x.T(2), x.T(3)),
        ["scatter_add"] = x => x.X.scatter_add(x.L(1), x.T(2), x.T(3)),
        ["scatter_add_"] = x => x.X.scatter_add_(x.L(1), x.T(2), x.T(3)),
        ["index_select"] = x => x.X.index_select(x.L(1), x.T(2)),
        ["index_add"] = x => x.X.index_add(x.L(1), x.T(2), x.T(3), x.Has(4) ? x.S(4) : 1),
        ["index_add_"] = x => x.X.index_add_(x.L(1), x.T(2), x.T(3), x.Has(4) ? x.S(4) : 1),
        ["take"] = x => x.X.take(x.T(1)),
        ["masked_select"] = x => x.X.masked_select(x.T(1)),
        ["nonzero"] = x => x.X.nonzero(),
        ["one_hot"] = x => functional.one_hot(x.X, x.L(1, -1)),
    };

    private static Table Layers => new()
    {
        ["matmul"] = x => x.X.matmul(x.T(1)),
        ["mm"] = x => x.X.mm(x.T(1)),
        ["bmm"] = x => x.X.bmm(x.T(1)),
        ["mv"] = x => x.X.mv(x.T(1)),
        ["dot"] = x => x.X.dot(x.T(1)),
        ["outer"] = x => x.X.outer(x.T(1)),
        ["addmm"] = x => x.X.addmm(x.T(1), x.T(2), (float)x.D(3, 1), (float)x.D(4, 1)),
        ["baddbmm"] = x => x.X.baddbmm(x.T(1), x.T(2), (float)x.D(3, 1), (float)x.D(4, 1)),
        ["linear"] = x => functional.linear(x.X, x.T(1), x.MaybeT(2)),
        ["embedding"] = x => TorchSharp.EmbeddingOperation.Forward(x.X, x.T(1)),
        ["layer_norm"] = x => functional.layer_norm(x.X, x.Longs(1), x.MaybeT(2), x.MaybeT(3), x.D(4, 1e-5)),
        ["batch_norm"] = x => functional.batch_norm(x.X, x.MaybeT(1), x.MaybeT(2), x.MaybeT(3), x.MaybeT(4), x.B(5), x.D(6, 0.1), x.D(7, 1e-5)),
        ["attention"] = x => functional.scaled_dot_product_attention(x.X, x.T(1), x.T(2), x.MaybeT(3), is_casual: x.B(4)),
        ["dropout"] = x => functional.dropout(x.X, x.D(1, 0.5), x.B(2, true)),
        ["cross_entropy"] = x => functional.cross_entropy(x.X, x.T(1), x.MaybeT(2), x.L(3, -100), x.How(4), x.D(5, 0)),
        ["nll_loss"] = x => functional.nll_loss(x.X, x.T(1), x.MaybeT(2), x.How(3)),
        ["mse_loss"] = x => functional.mse_loss(x.X, x.T(1), x.How(2)),
        ["l1_loss"] = x => functional.l1_loss(x.X, x.T(1), x.How(2)),
        ["elu"] = x => functional.elu(x.X, x.D(1)),
        ["softplus"] = x => functional.softplus(x.X, x.D(1, 1), x.D(2, 20)),
        ["logsigmoid"] = x => functional.logsigmoid(x.X),
        ["softmin"] = x => functional.softmin(x.X, x.L(1)),
        ["smooth_l1_loss"] = x => functional.smooth_l1_loss(x.X, x.T(1), x.How(2), x.D(3, 1)),
        ["huber_loss"] = x => functional.huber_loss(x.X, x.T(1), x.D(2, 1), x.How(3)),
        ["binary_cross_entropy"] = x => functional.binary_cross_entropy(x.X, x.T(1), x.MaybeT(2), x.How(3)),
        ["binary_cross_entropy_with_logits"] = x => functional.binary_cross_entropy_with_logits(x.X, x.T(1), x.MaybeT(2), x.How(3), x.MaybeT(4)),
    };

    private static long[] Dimensions(Arguments x) => x.IsList(1) ? x.Longs(1) : [x.L(1)];
}

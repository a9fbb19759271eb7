// The operations on whole tensors: reductions, order, views, indices, products, layers, losses.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Programs;

using Table = Dictionary<string, Func<Arguments, object?>>;

internal static partial class Operations
{
    private static Table Reductions => new()
    {
        ["sum"] = x => !x.Has(1) ? x.X.sum() : x.X.sum(x.L(1), x.B(2)),
        ["mean"] = x => !x.Has(1) ? x.X.mean() : x.X.mean(Dimensions(x), x.B(2)),
        ["var"] = x => !x.Has(1) ? x.X.var(x.B(2, true)) : x.IsList(1) ? x.X.var(x.Longs(1), x.B(2, true), x.B(3)) : x.X.var(x.L(1), x.B(2, true), x.B(3)),
        ["max"] = x => x.X.max(),
        ["amax"] = x => x.X.amax(Dimensions(x), x.B(2)),
        ["amin"] = x => x.X.amin(Dimensions(x), x.B(2)),
        ["argmax"] = x => x.X.argmax(x.L(1), x.B(2)),
        ["all"] = x => x.X.all(),
        ["norm"] = x => x.X.norm((float)x.D(3, 2)),
        ["cumsum"] = x => x.X.cumsum(x.L(1), x.MaybeType(2)),
        ["softmax"] = x => x.X.softmax(x.L(1), x.MaybeType(2)),
        ["log_softmax"] = x => x.X.log_softmax(x.L(1), x.MaybeType(2)),
        ["topk"] = x => Pair(x.X.topk((int)x.L(1), (int)x.L(2, -1), x.B(3, true))),
    };

    private static Table Views => new()
    {
        ["view"] = x => x.X.view(x.Longs(1)),
        ["reshape"] = x => x.X.reshape(x.Longs(1)),
        ["transpose"] = x => x.X.transpose(x.L(1), x.L(2)),
        ["permute"] = x => x.X.permute(x.Longs(1)),
        ["t"] = x => x.X.t(),
        ["unsqueeze"] = x => x.X.unsqueeze(x.L(1)),
        ["squeeze"] = x => x.Has(1) ? x.X.squeeze(x.L(1)) : x.X.squeeze(),
        ["expand"] = x => x.X.expand(x.Longs(1)),
        ["narrow"] = x => x.X.narrow(x.L(1), x.L(2), x.L(3)),
        ["tensor_slice"] = x => MadeInputs.Part(x.X, x.L(1), x.L(2), x.L(3), x.L(4)),
        ["select"] = x => x.X.select(x.L(1), x.L(2)),
        ["split"] = x => List(x.X.split(x.L(1), (int)x.L(2, 0))),
        ["chunk"] = x => List(x.X.chunk(x.L(1), x.L(2, 0))),
        ["unbind"] = x => List(x.X.unbind(x.L(1, 0))),
        ["tril"] = x => x.X.tril(x.L(1, 0)),
        ["triu"] = x => x.X.triu(x.L(1, 0)),
        ["flip"] = x => x.X.flip(x.Longs(1)),
        ["cat"] = x => cat(x.Tensors(0), x.L(1, 0)),
    };

    private static Table Indices => new()
    {
        ["index"] = x => x.Items(1).Count == 1 ? x.X[x.Longs(1)[0]] : x.X[x.Longs(1)[0], x.Longs(1)[1]],
        ["gather"] = x => x.X.gather(x.L(1), x.T(2)),
        ["scatter_add"] = x => x.X.scatter_add(x.L(1), x.T(2), x.T(3)),
        ["scatter_add_"] = x => x.X.scatter_add_(x.L(1), x.T(2), x.T(3)),
        ["index_select"] = x => x.X.index_select(x.L(1), x.T(2)),
    };

    private static Table Layers => new()
    {
        ["matmul"] = x => x.X.matmul(x.T(1)),
        ["bmm"] = x => x.X.bmm(x.T(1)),
        ["linear"] = x => functional.linear(x.X, x.T(1), x.MaybeT(2)),
        ["embedding"] = x => TorchSharp.EmbeddingOperation.Forward(x.X, x.T(1)),
        ["layer_norm"] = x => functional.layer_norm(x.X, x.Longs(1), x.MaybeT(2), x.MaybeT(3), x.D(4, 1e-5)),
        ["attention"] = x => functional.scaled_dot_product_attention(x.X, x.T(1), x.T(2), x.MaybeT(3), is_casual: x.B(4)),
        ["dropout"] = x => functional.dropout(x.X, x.D(1, 0.5), x.B(2, true)),
        ["cross_entropy"] = x => functional.cross_entropy(x.X, x.T(1), x.MaybeT(2), x.L(3, -100), x.How(4), x.D(5, 0)),
    };

    private static long[] Dimensions(Arguments x) => x.IsList(1) ? x.Longs(1) : [x.L(1)];
}

// Scaled dot-product attention: softmax(q k' / sqrt(d)) v. The fused kernel reads q, k and v through their strides.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

internal static unsafe class AttentionOperation
{
    /// <summary>q (.., T, D), k (.., S, D), v (.., S, D): y (.., T, D). A mask is Bool (true: may look) or is added to the affinities.</summary>
    public static torch.Tensor Forward(torch.Tensor q, torch.Tensor k, torch.Tensor v, torch.Tensor? mask, double dropout, bool causal)
    {
        if (mask is not null && causal)
            throw new ArgumentException("scaled_dot_product_attention: attn_mask must not be given when is_casual is true.");
        if (dropout is < 0 or >= 1)
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "scaled_dot_product_attention: p must be in [0, 1).");
        if (q.Rank < 2 || k.Rank < 2 || v.Rank < 2 || q.sizes[^1] != k.sizes[^1] || k.sizes[^2] != v.sizes[^2])
            throw new ArgumentException(
                $"scaled_dot_product_attention: expected query (.., T, D), key (.., S, D) and value (.., S, E), but got {q.Text}, {k.Text} and {v.Text}.");
        var fused = mask is null && q.IsFloat32 && k.IsFloat32 && v.IsFloat32 && q.Rank is 3 or 4 && k.Rank == q.Rank && v.Rank == q.Rank
            && Shape.Same(k.sizes, v.sizes) && q.sizes.AsSpan(..^2).SequenceEqual(k.sizes.AsSpan(..^2)) && q.Count > 0 && k.Count > 0
            && (!causal || q.sizes[^2] == k.sizes[^2]);
        return fused ? Fused(q, k, v, dropout, causal) : Composed(q, k, v, mask, dropout, causal);
    }

    private static torch.Tensor Fused(torch.Tensor q, torch.Tensor k, torch.Tensor v, double dropout, bool causal)
    {
        using var qs = Adjacent(q);
        using var ks = Adjacent(k);
        using var vs = Adjacent(v);
        var (seed, offset) = dropout > 0 ? torch.Generator.Default.NextStream() : (0, 0);
        var call = new Call(q, k, (float)dropout, causal, seed, offset);

        // The output lies as (B, T, H, D), so that putting the heads together again copies nothing.
        var y = Like(q);
        using var logSumExp = Operand.Empty([call.Batch, call.Heads, call.Queries], q.type);
        CausalAttention.Forward(qs.Floats, Of(qs.Tensor), ks.Floats, Of(ks.Tensor), vs.Floats, Of(vs.Tensor), y.Floats, Of(y), logSumExp.Floats,
            call.Batch, call.Heads, call.Queries, call.Keys, call.Size, call.Scale, causal, call.Dropout, seed, offset);
        if (!Node.Wanted(q, k, v)) return y;
        return Node.Of("ScaledDotProductAttentionBackward0", call, static (node, call) =>
        {
            // y = softmax(q k' s) v =: p v  =>  dv = p' dy, dp = dy v', da = p (dp - sum of p dp), dq = s da k, dk = s da' q
            var (q, k, v, y, logSumExp) = (node.Saved(0), node.Saved(1), node.Saved(2), node.Saved(3), node.Saved(4));
            using var dy = Adjacent(node.Gradient);
            var (dq, dk, dv) = Gradients(q, k, v);
            CausalAttention.Backward(q.Floats, Of(q), k.Floats, Of(k), v.Floats, Of(v), y.Floats, Of(y), dy.Floats, Of(dy.Tensor), logSumExp.Floats,
                dq.Floats, Of(dq), dk.Floats, Of(dk), dv.Floats, Of(dv),
                call.Batch, call.Heads, call.Queries, call.Keys, call.Size, call.Scale, call.Causal, call.Dropout, call.Seed, call.Offset);
            node.Give(0, dq);
            node.Give(1, dk);
            node.Give(2, dv);
        }, q, k, v).Saves(qs.Tensor, ks.Tensor, vs.Tensor, y, logSumExp.Tensor).Finish(y);
    }

    private readonly struct Call(torch.Tensor q, torch.Tensor k, float dropout, bool causal, ulong seed, ulong offset)
    {
        public readonly int Batch = q.Rank == 4 ? (int)q.sizes[0] : 1;
        public readonly int Heads = (int)q.sizes[^3];
        public readonly int Queries = (int)q.sizes[^2];
        public readonly int Keys = (int)k.sizes[^2];
        public readonly int Size = (int)q.sizes[^1];
        public readonly float Dropout = dropout;
        public readonly bool Causal = causal;
        public readonly ulong Seed = seed;
        public readonly ulong Offset = offset;

        public float Scale => (float)(1 / Math.Sqrt(Size));
    }

    // Where q, k and v are parts of one packed tensor (B, T, 3 C), their gradients are parts of one packed gradient.
    private static (torch.Tensor, torch.Tensor, torch.Tensor) Gradients(torch.Tensor q, torch.Tensor k, torch.Tensor v)
    {
        var part = v.offset - k.offset;
        var extent = q.Rank == 4 ? q.sizes[0] * q.strides[0] : q.sizes[^2] * q.strides[^2];
        var packed = ReferenceEquals(q.Block, k.Block) && ReferenceEquals(q.Block, v.Block) && Shape.Same(q.sizes, k.sizes)
            && q.strides.AsSpan().SequenceEqual(k.strides) && q.strides.AsSpan().SequenceEqual(v.strides)
            && part > 0 && k.offset - q.offset == part && extent == 3 * q.Count
            && q.strides[^2] == 3 * part && part == q.sizes[^3] * q.sizes[^1] && q.strides[^3] == q.sizes[^1]
            && (q.Rank == 3 || q.strides[0] == q.sizes[^2] * q.strides[^2]);
        if (!packed) return (Like(q), Like(k), Like(v));
        var block = MemoryBlock.Of(extent * sizeof(float));
        var dq = torch.Tensor.Of(block, q.sizes, q.strides, 0, q.type);
        return (dq, dq.Window(k.sizes, k.strides, part), dq.Window(v.sizes, v.strides, 2 * part));
    }

    // (B, T, H, D) in memory, seen as (B, H, T, D): transposing back and viewing (B, T, C) copies nothing.
    private static torch.Tensor Like(torch.Tensor x)
    {
        long heads = x.sizes[^3], tokens = x.sizes[^2], size = x.sizes[^1];
        ReadOnlySpan<long> strides = [tokens * heads * size, size, heads * size, 1];
        return torch.Tensor.Of(MemoryBlock.Of(x.Count * sizeof(float)), x.sizes, ShapeTable.Of(strides[(4 - x.Rank)..]), 0, x.type);
    }

    // Channels must be adjacent for the kernel; anything else about the strides is free.
    private static Operand Adjacent(torch.Tensor x) => x.strides[^1] == 1 ? Operand.Of(x, x.type) : Operand.Dense(x);

    private static CausalAttention.Layout Of(torch.Tensor x) => new(x.Rank == 4 ? x.strides[0] : 0, x.strides[^3], x.strides[^2]);

    private static torch.Tensor Composed(torch.Tensor q, torch.Tensor k, torch.Tensor v, torch.Tensor? mask, double dropout, bool causal)
    {
        using var temporaries = Temporaries.Open();
        var affinity = q.matmul(k.transpose(-2, -1)).mul(1 / Math.Sqrt(q.sizes[^1]));
        if (causal) mask = torch.Tensor.Filled([q.sizes[^2], k.sizes[^2]], torch.ScalarType.Bool, true).tril();
        if (mask is { type: torch.ScalarType.Bool }) affinity = affinity.masked_fill(mask.logical_not(), double.NegativeInfinity);
        else if (mask is not null) affinity = affinity.add(mask);
        var weights = affinity.softmax(-1);
        if (dropout > 0) weights = DropoutOperation.Forward(weights, dropout);
        return temporaries.Result(weights.matmul(v));
    }
}

// Attention of one query per head, as a cache of keys and values is asked: keys and values are read once, where they lie.
using Layout = TorchSharp.Kernels.CausalAttention.Layout;

namespace TorchSharp.Kernels;

/// <remarks>With many queries it pays to pack keys and values for the micro-kernel; with one nothing is read twice.</remarks>
internal readonly unsafe struct SingleQueryAttention(AttentionShape shape, float* q, Layout qs, float* k, Layout ks, float* v, Layout vs,
    float* output, Layout os, float* logSumExp) : ILaneJob
{
    private const long CellsOfThread = 24_576;      // of keys and values, below which a thread is not worth waking

    /// <summary>How many heads are worth a thread.</summary>
    public static long Grain(AttentionShape shape) => Math.Max(1, CellsOfThread / Math.Max(1, 2L * shape.Keys * shape.HeadSize));

    public void Run<T>(long from, long to)
        where T : struct, ILanes<T>
    {
        int seen = shape.Seen(1), size = shape.HeadSize;
        float* weights = (float*)NativeMemoryPool.Rent((seen + T.Count) * sizeof(float));
        for (long head = from; head < to; head++)
        {
            long b = head / shape.Heads, h = head % shape.Heads;
            Scores<T>(q + (b * qs.Batch) + (h * qs.Head), k + (b * ks.Batch) + (h * ks.Head), seen, size, weights);
            float sum = Exponentials<T>(weights, seen, out float largest);
            logSumExp[head] = largest + MathF.Log(sum);
            Mix<T>(weights, v + (b * vs.Batch) + (h * vs.Head), seen, size, 1 / sum, output + (b * os.Batch) + (h * os.Head));
        }
        NativeMemoryPool.Return(weights);
    }

    // scores[j] = scale q . k[j]
    private void Scores<T>(float* query, float* keys, int seen, int size, float* scores)
        where T : struct, ILanes<T>
    {
        for (int j = 0; j < seen; j++, keys += ks.Token)
        {
            T s0 = default, s1 = default;
            int i = 0;
            for (; i <= size - (2 * T.Count); i += 2 * T.Count)
            {
                s0 = T.MultiplyAdd(T.Load(query + i), T.Load(keys + i), s0);
                s1 = T.MultiplyAdd(T.Load(query + i + T.Count), T.Load(keys + i + T.Count), s1);
            }
            for (; i < size; i += T.Count) s0 = T.MultiplyAdd(T.LoadFirst(query + i, Math.Min(T.Count, size - i)), T.LoadFirst(keys + i, Math.Min(T.Count, size - i)), s0);
            scores[j] = T.Sum(s0 + s1) * shape.Scale;
        }
    }

    // Scores become e^(score - largest); returns their sum.
    private static float Exponentials<T>(float* scores, int seen, out float largest)
        where T : struct, ILanes<T>
    {
        largest = RowReduction.Max<T>(scores, seen);
        T shift = T.Broadcast(largest), sums = default, end = T.Broadcast(seen);
        for (int j = 0; j < seen; j += T.Count)
        {
            T e = LaneMath.Exp(T.Load(scores + j) - shift);
            T.Store(T.Select(T.Less(T.Indices + T.Broadcast(j), end), e, default), scores + j);
            sums += T.Load(scores + j);
        }
        return T.Sum(sums);
    }

    // y = factor sum of weights[j] v[j]
    private void Mix<T>(float* weights, float* values, int seen, int size, float factor, float* y)
        where T : struct, ILanes<T>
    {
        T scale = T.Broadcast(factor);
        long step = vs.Token;
        int i = 0;
        for (; i <= size - (2 * T.Count); i += 2 * T.Count)
        {
            T s0 = default, s1 = default, s2 = default, s3 = default;
            float* row = values + i;
            int j = 0;
            for (; j < seen - 1; j += 2, row += 2 * step)
            {
                T even = T.Broadcast(weights[j]), odd = T.Broadcast(weights[j + 1]);
                s0 = T.MultiplyAdd(even, T.Load(row), s0);
                s1 = T.MultiplyAdd(even, T.Load(row + T.Count), s1);
                s2 = T.MultiplyAdd(odd, T.Load(row + step), s2);
                s3 = T.MultiplyAdd(odd, T.Load(row + step + T.Count), s3);
            }
            if (j < seen)
            {
                s0 = T.MultiplyAdd(T.Broadcast(weights[j]), T.Load(row), s0);
                s1 = T.MultiplyAdd(T.Broadcast(weights[j]), T.Load(row + T.Count), s1);
            }
            T.Store((s0 + s2) * scale, y + i);
            T.Store((s1 + s3) * scale, y + i + T.Count);
        }
        for (; i < size; i += T.Count)
        {
            int lanes = Math.Min(T.Count, size - i);
            T sum = default;
            for (int j = 0; j < seen; j++) sum = T.MultiplyAdd(T.Broadcast(weights[j]), T.LoadFirst(values + (j * step) + i, lanes), sum);
            T.StoreFirst(sum * scale, y + i, lanes);
        }
    }
}

// One head's attention: a few query rows at a time, their scores in cache, nothing of the upper triangle beyond a tile.
using Layout = TorchSharp.Kernels.CausalAttention.Layout;

namespace TorchSharp.Kernels;

internal readonly unsafe struct AttentionForward(AttentionShape shape, float* q, Layout qs, float* k, Layout ks, float* v, Layout vs,
    float* output, Layout os, float* logSumExp) : ILaneJob
{
    public void Run<T>(long from, long to)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), width = MicroTile.Columns<T>();
        int padded = AttentionOperands.Padded<T>(shape.Keys), size = shape.HeadSize;
        // keys transposed | values, a panel's room behind them | queries of a tile | scores of a tile | edge | fractions | sums
        long keysAt = 0, valuesAt = keysAt + ((long)padded * size), queriesAt = valuesAt + ((long)shape.Keys * size) + width;
        long scoresAt = queriesAt + (height * size), edgeAt = scoresAt + ((long)height * padded), fractionsAt = edgeAt + (height * width);
        float* room = (float*)NativeMemoryPool.Rent((fractionsAt + padded + 128 + height) * sizeof(float));
        for (long head = from; head < to; head++)
        {
            long b = head / shape.Heads, h = head % shape.Heads;
            AttentionOperands.TransposedPanels<T>(k + (b * ks.Batch) + (h * ks.Head), ks.Token, shape.Keys, size, room + keysAt);
            AttentionOperands.Rows<T>(v + (b * vs.Batch) + (h * vs.Head), vs.Token, shape.Keys, size, 1, room + valuesAt);
            float* qh = q + (b * qs.Batch) + (h * qs.Head), oh = output + (b * os.Batch) + (h * os.Head);
            int tiles = (shape.Queries + height - 1) / height;
            for (int tile = 0; tile < tiles; tile++)
            {
                int top = TileProduct.TopOf(tile, shape.Queries, tiles), rows = TileProduct.TopOf(tile + 1, shape.Queries, tiles) - top;
                int seen = shape.Seen(top + rows);
                AttentionOperands.Rows<T>(qh + (top * qs.Token), qs.Token, rows, size, shape.Scale, room + queriesAt);
                AttentionOperands.Scores<T>(rows, seen, size, room + queriesAt, room + keysAt, room + scoresAt, padded);
                for (int i = 0; i < rows; i++)
                {
                    long row = (head * shape.Queries) + top + i;
                    room[fractionsAt + padded + 128 + i] = Weights<T>(room + scoresAt + ((long)i * padded), row, shape.Seen(top + i + 1), seen, room + fractionsAt);
                }
                AttentionOperands.Mix<T>(rows, size, seen, room + scoresAt, padded, 1, room + valuesAt, oh + (top * os.Token), os.Token, false, room + edgeAt);
                for (int i = 0; i < rows; i++)
                {
                    float* row = oh + ((top + i) * os.Token);
                    AttentionOperands.Rows<T>(row, 0, 1, size, room[fractionsAt + padded + 128 + i], row);
                }
            }
        }
        NativeMemoryPool.Return(room);
    }

    // Scores become e^(score - largest), dropped out; what the row does not see becomes 0. Returns 1 / sum.
    private float Weights<T>(float* scores, long row, int seen, int seenByTile, float* scratch)
        where T : struct, ILanes<T>
    {
        int end = (seenByTile + T.Count - 1) / T.Count * T.Count;
        for (int j = seen; j < end; j++) scores[j] = float.NegativeInfinity;
        T largest = T.Broadcast(float.NegativeInfinity);
        for (int j = 0; j < end; j += T.Count) largest = T.Max(largest, T.Load(scores + j));
        float max = T.Largest(largest);
        T shift = T.Broadcast(max), sums = default;
        for (int j = 0; j < end; j += T.Count)
        {
            T e = LaneMath.Exp(T.Load(scores + j) - shift);
            sums += e;
            T.Store(e, scores + j);
        }
        float sum = T.Sum(sums);
        logSumExp[row] = (float)(max + Math.Log(sum));
        if (shape.Dropout > 0) DropOut<T>(scores, row, end, scratch);
        return 1 / sum;
    }

    private void DropOut<T>(float* weights, long row, int end, float* scratch)
        where T : struct, ILanes<T>
    {
        float* fractions = PhiloxWords.Range(scratch, row * shape.Keys, end, shape.Seed, shape.Offset);
        T least = T.Broadcast(shape.Dropout), keep = T.Broadcast(1 / (1 - shape.Dropout));
        for (int j = 0; j < end; j += T.Count)
        {
            T.Store(T.Select(T.Less(T.Load(fractions + j), least), default, T.Load(weights + j) * keep), weights + j);
        }
    }
}

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
        // keys transposed | values, a panel's room behind them | queries of a tile | scores of a tile | edge | fractions | 1 / sums
        long keysAt = 0, valuesAt = keysAt + ((long)padded * size), queriesAt = valuesAt + ((long)shape.Keys * size) + width;
        long scoresAt = queriesAt + (height * size), edgeAt = scoresAt + ((long)height * padded), fractionsAt = edgeAt + (height * width);
        long factorsAt = fractionsAt + padded + 128;
        float* room = (float*)NativeMemoryPool.Rent((factorsAt + height) * sizeof(float));
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
                if (head + 1 < shape.All) AskForRows<T>(head + 1, top, rows);
                Weights<T>(room + scoresAt, padded, (head * shape.Queries) + top, top, rows, seen, room + factorsAt, room + fractionsAt);
                AttentionOperands.Mix<T>(rows, size, seen, room + scoresAt, padded, 1, room + valuesAt, oh + (top * os.Token), os.Token, false, room + edgeAt);
                for (int i = 0; i < rows; i++)
                {
                    float* row = oh + ((top + i) * os.Token);
                    AttentionOperands.Rows<T>(row, 0, 1, size, room[factorsAt + i], row);
                }
            }
        }
        NativeMemoryPool.Return(room);
    }

    // While one head is computed, the rows of the next one come near, a tile's share at a time.
    private void AskForRows<T>(long head, int top, int rows)
        where T : struct, ILanes<T>
    {
        long b = head / shape.Heads, h = head % shape.Heads;
        float* qh = q + (b * qs.Batch) + (h * qs.Head), kh = k + (b * ks.Batch) + (h * ks.Head), vh = v + (b * vs.Batch) + (h * vs.Head), oh = output + (b * os.Batch) + (h * os.Head);
        for (int row = top; row < top + rows; row++)
        {
            AttentionOperands.AskFor<T>(qh + (row * qs.Token), shape.HeadSize);
            AttentionOperands.AskFor<T>(oh + (row * os.Token), shape.HeadSize);
            if (row >= shape.Keys) continue;
            AttentionOperands.AskFor<T>(kh + (row * ks.Token), shape.HeadSize);
            AttentionOperands.AskFor<T>(vh + (row * vs.Token), shape.HeadSize);
        }
    }

    // A tile's scores become e^(score - largest of the row), dropped out; what a row does not see becomes 0. factors = 1 / sum.
    private void Weights<T>(float* scores, int padded, long firstRow, int top, int rows, int seen, float* factors, float* scratch)
        where T : struct, ILanes<T>
    {
        // Every row of a tile takes the same number of vectors; the last may hold cells that this row does not see.
        int end = (seen + T.Count - 1) / T.Count * T.Count, whole = Math.Min(end, shape.Seen(top + 1) / T.Count * T.Count);     // all rows see what is left of whole
        T nothing = T.Broadcast(float.NegativeInfinity);
        for (int i = 0; i < rows; i++)
        {
            float* row = scores + ((long)i * padded);
            T largest = nothing, limit = T.Broadcast(shape.Seen(top + i + 1)), sums = default;
            int j = 0;
            for (; j < whole; j += T.Count) largest = T.Max(largest, T.Load(row + j));
            for (; j < end; j += T.Count)
            {
                T score = T.SelectLess(T.Indices + T.Broadcast(j), limit, T.Load(row + j), nothing);
                largest = T.Max(largest, score);
                T.Store(score, row + j);
            }
            float max = T.Largest(largest);
            T shift = T.Broadcast(max);
            for (j = 0; j < end; j += T.Count)
            {
                T e = LaneMath.ExpOfDifference(T.Load(row + j) - shift);
                sums += e;
                T.Store(e, row + j);
            }
            factors[i] = T.Sum(sums);
            logSumExp[firstRow + i] = max;
        }
        for (int i = 0; i < rows; i++)
        {
            logSumExp[firstRow + i] += MathF.Log(factors[i]);
            factors[i] = 1 / factors[i];
            if (shape.Dropout > 0) DropOut<T>(scores + ((long)i * padded), firstRow + i, end, scratch);
        }
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

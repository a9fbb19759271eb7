// Gradients of one head's attention: weights computed again for a block of query rows, then five products over it.
using Layout = TorchSharp.Kernels.CausalAttention.Layout;

namespace TorchSharp.Kernels;

internal readonly unsafe struct AttentionBackward(AttentionShape shape, float* q, Layout qs, float* k, Layout ks, float* v, Layout vs,
    float* output, Layout os, float* dOutput, Layout dos, float* logSumExp, float* dq, Layout dqs, float* dk, Layout dks, float* dv, Layout dvs) : ILaneJob
{
    private const int CellsOfBlock = 65_536;    // of weights; with their gradients half a megabyte: stays in the second-level cache

    /// <summary>One thread's working memory: offsets into a pool block. Contiguous operands have a panel's room behind them.</summary>
    private readonly ref struct Room
    {
        public readonly float* KeysTransposed, ValuesTransposed, Keys;      // keys are scaled here, queries there: both once
        public readonly float* Queries, Slopes;                             // (block, D): queries scaled; gradients of the output
        public readonly float* Weights, Scores;                             // (block, padded): weights; gradients of the scores
        public readonly float* Edge, Fractions, Start;
        public readonly int Block, Padded;

        public Room(AttentionShape shape, int height, int width, int padded)
        {
            Padded = padded;
            Block = Math.Max(height, Math.Min(shape.Queries, CellsOfBlock / Math.Max(1, padded)));
            long size = shape.HeadSize, panels = padded * size, rows = (Block * size) + width, cells = ((long)Block * padded) + height;
            Start = (float*)NativeMemoryPool.Rent(((3 * panels) + width + (2 * rows) + (2 * cells) + (height * width) + padded + 128) * sizeof(float));
            KeysTransposed = Start;
            ValuesTransposed = KeysTransposed + panels;
            Keys = ValuesTransposed + panels;
            Queries = Keys + panels + width;
            Slopes = Queries + rows;
            Weights = Slopes + rows;
            Scores = Weights + cells;
            Edge = Scores + cells;
            Fractions = Edge + (height * width);
        }
    }

    public void Run<T>(long from, long to)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), size = shape.HeadSize;
        var room = new Room(shape, height, MicroTile.Columns<T>(), AttentionOperands.Padded<T>(shape.Keys));
        for (long head = from; head < to; head++)
        {
            long b = head / shape.Heads, h = head % shape.Heads;
            float* kh = k + (b * ks.Batch) + (h * ks.Head), vh = v + (b * vs.Batch) + (h * vs.Head);
            float* dkh = dk + (b * dks.Batch) + (h * dks.Head), dvh = dv + (b * dvs.Batch) + (h * dvs.Head);
            AttentionOperands.TransposedPanels<T>(kh, ks.Token, shape.Keys, size, room.KeysTransposed);
            AttentionOperands.TransposedPanels<T>(vh, vs.Token, shape.Keys, size, room.ValuesTransposed);
            AttentionOperands.Rows<T>(kh, ks.Token, shape.Keys, size, shape.Scale, room.Keys);
            for (int first = 0; first < shape.Queries; first += room.Block)
            {
                int rows = Math.Min(room.Block, shape.Queries - first);
                QueriesOfBlock<T>(head, first, rows, room);
                KeysOfBlock<T>(first, rows, dkh, dvh, room);
            }
            for (int key = Math.Max(0, shape.Seen(shape.Queries)); key < shape.Keys; key++)     // keys that no query sees
            {
                new Span<float>(dkh + (key * dks.Token), size).Clear();
                new Span<float>(dvh + (key * dvs.Token), size).Clear();
            }
        }
        NativeMemoryPool.Return(room.Start);
    }

    // weights = softmax(scale q k^T);  dScores = weights (dO v^T - dO . output);  dq = scale dScores k
    private void QueriesOfBlock<T>(long head, int first, int rows, Room room)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), size = shape.HeadSize, tiles = (rows + height - 1) / height;
        long b = head / shape.Heads, h = head % shape.Heads;
        float* oh = output + (b * os.Batch) + (h * os.Head) + (first * os.Token), doh = dOutput + (b * dos.Batch) + (h * dos.Head) + (first * dos.Token);
        AttentionOperands.Rows<T>(q + (b * qs.Batch) + (h * qs.Head) + (first * qs.Token), qs.Token, rows, size, shape.Scale, room.Queries);
        AttentionOperands.Rows<T>(doh, dos.Token, rows, size, 1, room.Slopes);
        for (int tile = 0; tile < tiles; tile++)
        {
            int top = TileProduct.TopOf(tile, rows, tiles), count = TileProduct.TopOf(tile + 1, rows, tiles) - top;
            int seen = shape.Seen(first + top + count);
            float* weights = room.Weights + ((long)top * room.Padded), scores = room.Scores + ((long)top * room.Padded);
            AttentionOperands.Scores<T>(count, seen, size, room.Queries + (top * size), room.KeysTransposed, weights, room.Padded);
            AttentionOperands.Scores<T>(count, seen, size, room.Slopes + (top * size), room.ValuesTransposed, scores, room.Padded);
            if (head + 1 < shape.All) AskForRows<T>(head + 1, first + top, count);
            for (int i = 0; i < count; i++)
            {
                long row = (head * shape.Queries) + first + top + i;
                float dot = RowReduction.Dot<T>(room.Slopes + ((top + i) * size), oh + ((top + i) * os.Token), size);
                int zeroTo = Math.Min(room.Padded, seen + height);
                Row<T>(weights + (i * room.Padded), scores + (i * room.Padded), row, dot, shape.Seen(first + top + i + 1), seen, zeroTo, room.Fractions);
            }
            float* dqh = dq + (b * dqs.Batch) + (h * dqs.Head) + ((first + top) * dqs.Token);
            AttentionOperands.Mix<T>(count, size, seen, scores, room.Padded, 1, room.Keys, dqh, dqs.Token, false, room.Edge);
        }
    }

    // While one head is computed, the rows of the next one come near, a tile's share at a time; those of its results too.
    private void AskForRows<T>(long head, int top, int rows)
        where T : struct, ILanes<T>
    {
        int size = shape.HeadSize;
        long b = head / shape.Heads, h = head % shape.Heads;
        float* qh = q + (b * qs.Batch) + (h * qs.Head), oh = output + (b * os.Batch) + (h * os.Head), doh = dOutput + (b * dos.Batch) + (h * dos.Head);
        float* kh = k + (b * ks.Batch) + (h * ks.Head), vh = v + (b * vs.Batch) + (h * vs.Head), dqh = dq + (b * dqs.Batch) + (h * dqs.Head);
        float* dkh = dk + (b * dks.Batch) + (h * dks.Head), dvh = dv + (b * dvs.Batch) + (h * dvs.Head);
        for (int row = top; row < top + rows; row++)
        {
            AttentionOperands.AskFor<T>(qh + (row * qs.Token), size);
            AttentionOperands.AskFor<T>(oh + (row * os.Token), size);
            AttentionOperands.AskFor<T>(doh + (row * dos.Token), size);
            AttentionOperands.AskFor<T>(dqh + (row * dqs.Token), size);
            if (row >= shape.Keys) continue;
            AttentionOperands.AskFor<T>(kh + (row * ks.Token), size);
            AttentionOperands.AskFor<T>(vh + (row * vs.Token), size);
            AttentionOperands.AskFor<T>(dkh + (row * dks.Token), size);
            AttentionOperands.AskFor<T>(dvh + (row * dvs.Token), size);
        }
    }

    // dk = dScores^T (scale q);  dv = weights^T dO, over the rows of the block that see the key
    private void KeysOfBlock<T>(int first, int rows, float* dkh, float* dvh, Room room)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), size = shape.HeadSize, reach = shape.Seen(first + rows);
        for (int key = 0; key < reach; key += height)
        {
            int count = Math.Min(height, shape.Keys - key), skipped = shape.Causal ? Math.Max(0, key - first) : 0;
            bool add = shape.Causal ? first > key : first > 0;
            float* scores = room.Scores + ((long)skipped * room.Padded) + key, weights = room.Weights + ((long)skipped * room.Padded) + key;
            AttentionOperands.Mix<T>(count, size, rows - skipped, scores, 1, room.Padded, room.Queries + (skipped * size), dkh + (key * dks.Token), dks.Token, add, room.Edge);
            AttentionOperands.Mix<T>(count, size, rows - skipped, weights, 1, room.Padded, room.Slopes + (skipped * size), dvh + (key * dvs.Token), dvs.Token, add, room.Edge);
        }
    }

    // In: scores in weights, dO v^T in scores. Out: weights after dropout, gradients of the scores; 0 from seen to zeroTo.
    private void Row<T>(float* weights, float* scores, long row, float dot, int seen, int seenByTile, int zeroTo, float* scratch)
        where T : struct, ILanes<T>
    {
        int end = (seenByTile + T.Count - 1) / T.Count * T.Count;
        T shift = T.Broadcast(logSumExp[row]), dots = T.Broadcast(dot), limit = T.Broadcast(seen);
        float* fractions = shape.Dropout > 0 ? PhiloxWords.Range(scratch, row * shape.Keys, end, shape.Seed, shape.Offset) : null;
        T least = T.Broadcast(shape.Dropout), keep = T.Broadcast(1 / (1 - shape.Dropout));
        for (int j = 0; j < end; j += T.Count)
        {
            T weight = T.SelectLess(T.Indices + T.Broadcast(j), limit, LaneMath.ExpOfDifference(T.Load(weights + j) - shift), default), slope = T.Load(scores + j);
            if (fractions == null)
            {
                T.Store(weight, weights + j);
            }
            else
            {
                T kept = T.SelectLess(T.Load(fractions + j), least, default, keep);
                T.Store(weight * kept, weights + j);
                slope *= kept;
            }
            T.Store(weight * (slope - dots), scores + j);
        }
        for (int j = end; j < zeroTo; j += T.Count)
        {
            T.Store(default, weights + j);
            T.Store(default, scores + j);
        }
    }
}

// One loop over tensors of any strides that broadcast to one shape; the slow general way beside the dense kernels.
using TorchSharp.Kernels;

namespace TorchSharp.Loops;

/// <summary>The innermost run of a loop: <c>count</c> elements at the pointers, each with its own step in bytes.</summary>
internal unsafe interface IStridedBody
{
    void Run(byte** at, long* steps, long count);
}

internal static unsafe class StridedLoop
{
    private const int MaxOperands = 4;
    private const long Grain = 16384;

    /// <summary>Runs the body over all elements of <paramref name="sizes"/>; the tensors are broadcast to it, the first is the target.</summary>
    public static void Run<TBody>(long[] sizes, TBody body, params ReadOnlySpan<torch.Tensor> tensors) where TBody : struct, IStridedBody
    {
        var count = Shape.Count(sizes);
        if (count == 0) return;
        var dimensions = Math.Max(sizes.Length, 1);
        var numbers = dimensions * (1 + MaxOperands);
        Span<long> room = dimensions <= Shape.FewDimensions ? stackalloc long[numbers] : new long[numbers];
        var starts = stackalloc byte*[MaxOperands];
        for (var o = 0; o < tensors.Length; o++) starts[o] = tensors[o].Bytes;
        fixed (long* own = room)
        {
            var steps = own + dimensions;
            var job = new Job<TBody>
            {
                Body = body,
                Operands = tensors.Length,
                Rank = Merge(sizes, tensors, own, steps),
                Sizes = own,
                Steps = steps,
                Starts = starts,
            };
            if (count <= Grain) job.Run(0, count);
            else ForkJoin.For(count, Grain, ref job);
        }
    }

    // Sizes and steps in bytes, innermost dimension first, neighbouring dimensions merged where every tensor allows; returns how many are left.
    private static int Merge(long[] sizes, ReadOnlySpan<torch.Tensor> tensors, long* own, long* steps)
    {
        var step = stackalloc long[MaxOperands];
        var rank = 0;
        own[0] = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            if (sizes[d] == 1) continue;
            var merges = rank > 0;
            for (var o = 0; o < tensors.Length; o++)
            {
                step[o] = Step(tensors[o], d - sizes.Length);
                merges = merges && step[o] == own[rank - 1] * steps[(rank - 1) * MaxOperands + o];
            }
            if (merges)
            {
                own[rank - 1] *= sizes[d];
                continue;
            }
            own[rank] = sizes[d];
            for (var o = 0; o < tensors.Length; o++) steps[rank * MaxOperands + o] = step[o];
            rank++;
        }
        return Math.Max(rank, 1);
    }

    private static long Step(torch.Tensor tensor, int fromEnd)
    {
        var d = tensor.Rank + fromEnd;
        return d < 0 || tensor.sizes[d] == 1 ? 0 : tensor.strides[d] * ElementType.Size(tensor.type);
    }

    // The pointers are valid until the loop ends: the thread that runs it waits for that.
    private struct Job<TBody> : IRangeJob where TBody : struct, IStridedBody
    {
        public TBody Body;
        public int Operands;
        public int Rank;
        public long* Sizes;
        public long* Steps;
        public byte** Starts;

        public void Run(long from, long to)
        {
            int rank = Rank, operands = Operands;
            long* sizes = Sizes, steps = Steps, index = stackalloc long[rank];
            var at = stackalloc byte*[MaxOperands];
            var body = Body;
            var rest = from;
            for (var o = 0; o < operands; o++) at[o] = Starts[o];
            for (var d = 0; d < rank; d++)
            {
                index[d] = rest % sizes[d];
                rest /= sizes[d];
                for (var o = 0; o < operands; o++) at[o] += index[d] * steps[d * MaxOperands + o];
            }
            while (from < to)
            {
                var run = Math.Min(sizes[0] - index[0], to - from);
                body.Run(at, steps, run);
                from += run;
                index[0] += run;
                for (var o = 0; o < operands; o++) at[o] += run * steps[o];
                for (var d = 0; d < rank - 1 && index[d] == sizes[d]; d++)
                {
                    index[d] = 0;
                    index[d + 1]++;
                    for (var o = 0; o < operands; o++)
                        at[o] += steps[(d + 1) * MaxOperands + o] - sizes[d] * steps[d * MaxOperands + o];
                }
            }
        }
    }
}

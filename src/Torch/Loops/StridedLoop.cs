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
        var plan = new Plan(sizes, tensors);
        if (count <= Grain)
        {
            RunRange(plan, body, 0, count);
            return;
        }
        ForkJoin.For(count, Grain, (from, to) => RunRange(plan, body, from, to));
    }

    private static void RunRange<TBody>(Plan plan, TBody body, long from, long to) where TBody : struct, IStridedBody
    {
        int rank = plan.Rank, operands = plan.Operands;
        var at = stackalloc byte*[MaxOperands];
        var index = stackalloc long[Math.Max(rank, 1)];
        fixed (long* sizes = plan.Sizes, steps = plan.Steps)
        {
            var rest = from;
            for (var o = 0; o < operands; o++) at[o] = plan.Start(o);
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

    /// <summary>Sizes and steps in bytes, innermost dimension first, neighbouring dimensions merged where every tensor allows.</summary>
    private sealed class Plan
    {
        private readonly nint[] starts;

        public Plan(long[] sizes, ReadOnlySpan<torch.Tensor> tensors)
        {
            Operands = tensors.Length;
            starts = new nint[Operands];
            Sizes = new long[Math.Max(sizes.Length, 1)];
            Steps = new long[Sizes.Length * MaxOperands];
            Sizes[0] = 1;
            for (var o = 0; o < Operands; o++) starts[o] = (nint)tensors[o].Bytes;

            Span<long> steps = stackalloc long[MaxOperands];
            var rank = 0;
            for (var d = sizes.Length - 1; d >= 0; d--)
            {
                if (sizes[d] == 1) continue;
                var merges = rank > 0;
                for (var o = 0; o < Operands; o++)
                {
                    steps[o] = Step(tensors[o], d - sizes.Length);
                    merges = merges && steps[o] == Sizes[rank - 1] * Steps[(rank - 1) * MaxOperands + o];
                }
                if (merges)
                {
                    Sizes[rank - 1] *= sizes[d];
                    continue;
                }
                Sizes[rank] = sizes[d];
                steps[..Operands].CopyTo(Steps.AsSpan(rank * MaxOperands));
                rank++;
            }
            Rank = Math.Max(rank, 1);
        }

        public int Operands { get; }
        public int Rank { get; }
        public long[] Sizes { get; }
        public long[] Steps { get; }

        public byte* Start(int operand) => (byte*)starts[operand];

        private static long Step(torch.Tensor tensor, int fromEnd)
        {
            var d = tensor.Rank + fromEnd;
            return d < 0 || tensor.sizes[d] == 1 ? 0 : tensor.strides[d] * ElementType.Size(tensor.type);
        }
    }
}

// Token ids of a batch as tensors of the engine.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal sealed class BatchTensors(IBatches batches)
{
    // Room for the ids of one tensor, which takes a copy: a run draws batches in every step.
    private long[]? spare;

    /// <summary>Rows of a batch, B.</summary>
    public int Rows => batches.Rows;

    /// <summary>Tokens of a row, T.</summary>
    public int Length => batches.Length;

    /// <summary>Inputs x (B, T) and what should follow each, y (B, T), both Int64; y is -100 where nothing is asked. The caller's scope frees them.</summary>
    public (Tensor X, Tensor Y) Batch(ulong stream, long number)
    {
        long[] ids = Interlocked.Exchange(ref spare, null) ?? new long[Rows * Length];
        var x = Ids(ids, stream, number, 0); // (B, T)
        var y = Ids(ids, stream, number, 1); // (B, T)
        spare = ids;
        return (x, y); // (B, T), (B, T)
    }

    /// <summary>The windows on which a model is measured, as <see cref="Batch"/>.</summary>
    public static (Tensor X, Tensor Y) Of(TextWindows windows) => new BatchTensors(windows.Batches).Batch(RandomStream.Facts, 0); // (B, T), (B, T)

    private Tensor Ids(long[] ids, ulong stream, long number, int shift)
    {
        batches.Fill(ids, stream, number, shift);
        return tensor(ids, [Rows, Length], device: Accelerator.Device); // (B, T)
    }
}

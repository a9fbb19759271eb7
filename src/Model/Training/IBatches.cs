// What a trainer takes its batches from, and what estimates are measured on.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal interface IBatches
{
    /// <summary>Rows of a batch, B.</summary>
    int Rows { get; }

    /// <summary>Tokens of a row, T.</summary>
    int Length { get; }

    /// <summary>Inputs x (B, T) and what should follow each, y (B, T), both Int64; y is -100 where nothing is asked.</summary>
    /// <param name="stream">What the batch is for, one of <see cref="RandomStream"/>.</param>
    /// <param name="number">Which batch; nothing else but the seed decides what is in it.</param>
    (Tensor X, Tensor Y) Batch(ulong stream, long number);
}

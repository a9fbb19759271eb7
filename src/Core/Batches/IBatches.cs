// What a trainer takes its batches from, and what estimates are measured on: token ids, row by row.
namespace AttentionLab.Core;

public interface IBatches
{
    /// <summary>Rows of a batch, B.</summary>
    int Rows { get; }

    /// <summary>Tokens of a row, T.</summary>
    int Length { get; }

    /// <summary>Fills in the inputs x (B, T), or what should follow each, y (B, T); y is -100 where nothing is asked.</summary>
    /// <param name="ids">Room for B T ids.</param>
    /// <param name="stream">What the batch is for, one of <see cref="RandomStream"/>.</param>
    /// <param name="number">Which batch; nothing else but the seed decides what is in it.</param>
    /// <param name="shift">0 for x, 1 for y.</param>
    void Fill(long[] ids, ulong stream, long number, int shift);
}

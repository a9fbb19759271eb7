// Random examples of a task, a row each; only the answer counts.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// Every example starts at position 0, where it also starts when the model is asked, and sees no other. As many
/// are taken as would fit into windows of the context, so that a step costs what it costs on a text.
/// </remarks>
/// <param name="tokens">Whole examples, one after the other.</param>
internal sealed class ExampleBatcher(int[] tokens, TaskExamples task, int batch, int context, ulong seed) : IBatches
{
    private const long NotAsked = -100; // cross entropy leaves it out

    // Room for the ids of one tensor, which takes a copy: a run draws batches in every step.
    private long[]? spare;

    public int Rows { get; } = batch * Math.Max(1, context / (task.Length - 1));

    public int Length => task.Length - 1;

    public (Tensor X, Tensor Y) Batch(ulong stream, long number)
    {
        long[] ids = Interlocked.Exchange(ref spare, null) ?? new long[Rows * Length];
        var x = Examples(ids, stream, number, 0); // (B, T)
        var y = Examples(ids, stream, number, 1); // (B, T)
        spare = ids;
        return (x, y); // (B, T), (B, T)
    }

    // The tokens of examples, or the token after each: then nothing is asked before the answer.
    private Tensor Examples(long[] ids, ulong stream, long number, int shift)
    {
        for (int row = 0; row < Rows; row++)
        {
            int start = CounterRandom.Below(tokens.Length / task.Length, seed, stream, (ulong)(number * Rows + row)) * task.Length;
            for (int t = 0; t < Length; t++)
                ids[row * Length + t] = shift > 0 && t + shift < task.Question ? NotAsked : tokens[start + t + shift];
        }
        return tensor(ids, [Rows, Length], device: Accelerator.Device); // (B, T)
    }
}

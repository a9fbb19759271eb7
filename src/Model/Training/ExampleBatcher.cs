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

    public int Rows { get; } = batch * Math.Max(1, context / (task.Length - 1));

    public int Length => task.Length - 1;

    public (Tensor X, Tensor Y) Batch(ulong stream, long number)
    {
        var x = new long[Rows * Length];
        var y = new long[Rows * Length];
        for (int row = 0; row < Rows; row++)
        {
            int start = CounterRandom.Below(tokens.Length / task.Length, seed, stream, (ulong)(number * Rows + row)) * task.Length;
            for (int t = 0; t < Length; t++)
            {
                x[row * Length + t] = tokens[start + t];
                y[row * Length + t] = t + 1 < task.Question ? NotAsked : tokens[start + t + 1];
            }
        }
        return (tensor(x, [Rows, Length], device: Accelerator.Device), tensor(y, [Rows, Length], device: Accelerator.Device)); // (B, T), (B, T)
    }
}

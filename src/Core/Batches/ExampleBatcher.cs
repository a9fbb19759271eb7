// Random examples of a task, a row each; only the answer counts.
namespace AttentionLab.Core;

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

    /// <summary>The tokens of examples (B, T), or the token after each: then nothing is asked before the answer.</summary>
    public void Fill(long[] ids, ulong stream, long number, int shift)
    {
        for (int row = 0; row < Rows; row++)
        {
            int start = CounterRandom.Below(tokens.Length / task.Length, seed, stream, (ulong)(number * Rows + row)) * task.Length;
            for (int t = 0; t < Length; t++)
                ids[row * Length + t] = shift > 0 && t + shift < task.Question ? NotAsked : tokens[start + t + shift];
        }
    }
}

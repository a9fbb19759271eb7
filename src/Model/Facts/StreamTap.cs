// Measures the numbers of the stream from block to block during one pass.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Listens to the blocks of a model for one pass, and takes itself off again.</summary>
internal sealed class StreamTap : IDisposable
{
    private readonly List<double> sizes = [], given = [];
    private readonly List<Action> removals = [];
    private readonly AttentionTap attention;

    public StreamTap(Gpt model)
    {
        attention = new AttentionTap(model, (_, input, _) => given.Add(Size(input)));
        foreach (Block block in model.Blocks)
        {
            var hook = block.register_forward_hook((_, input, output) =>
            {
                if (sizes.Count == 0) sizes.Add(Size(input));
                sizes.Add(Size(output));
                return output;
            });
            removals.Add(hook.remove);
        }
    }

    public StreamFacts Facts() => new([.. sizes], [.. given]);

    public void Dispose()
    {
        attention.Dispose();
        foreach (var remove in removals) remove();
        removals.Clear();
    }

    private static double Size(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(x.detach().square().mean().item<float>()); // of (B, T, C)
    }
}

// What each head is worth: how the loss on fixed held-out windows changes without it, measured a head at a time.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <param name="Step">Steps done.</param>
/// <param name="Loss">Of the model as it is, in nats per token.</param>
/// <param name="Without">The same with one head's output set to zero; layer by layer, head by head.</param>
public sealed record KnockoutLoss(int Step, double Loss, IReadOnlyList<double> Without)
{
    /// <summary>Tokens of all windows together, or one window where that is longer.</summary>
    private const int AllTokens = 512;

    /// <summary>Which windows: the same for every run, so that a fork under another seed goes on with what its parent was measured on.</summary>
    private const long Seed = 0;

    /// <summary>Windows of the validation part, the same at every step; of a task, held-out examples.</summary>
    /// <exception cref="ModelException">The text is too short for the context.</exception>
    public static TextWindows WindowsOf(Corpus corpus, int context) => TextWindows.Of(corpus, context, Seed, AllTokens);

    /// <summary>Null after each head, all of them at the end, so that it can be left between any two. Touches neither the training's weights nor its randomness.</summary>
    /// <remarks>Layers before the head's own are computed once for all its heads: a knocked-out head changes nothing in them.</remarks>
    public static IEnumerable<KnockoutLoss?> Measure(WeightSnapshot weights, TextWindows windows)
    {
        var config = weights.Config;
        if (!config.Attends) yield break;
        using var model = new Gpt(config);
        weights.CopyTo(model);
        model.eval();
        var streams = new List<(long[] Shape, float[] Data)>();
        double whole = LossOf(model, windows, streams);
        var without = new List<double>();
        for (int layer = 0; layer < config.Layers; layer++)
        {
            for (int head = 0; head < config.Heads; head++)
            {
                without.Add(LossWithout(model, windows, streams[layer], layer, head));
                yield return null;
            }
        }
        yield return new(weights.Step, whole, without);
    }

    private static double LossOf(Gpt model, TextWindows windows, List<(long[] Shape, float[] Data)> streams)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var hooks = model.Blocks.Select(block => block.register_forward_pre_hook((_, x) => { streams.Add((x.shape, Accelerator.Read(x))); return x; })).ToList();
        try
        {
            var (x, y) = windows.Tensors(); // (B, T), (B, T)
            return Trainer.Loss(model.call(x), y).item<float>();
        }
        finally
        {
            foreach (var hook in hooks) hook.remove();
        }
    }

    private static double LossWithout(Gpt model, TextWindows windows, (long[] Shape, float[] Data) stream, int layer, int head)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.Blocks[layer].Edit = new(model.Config, [new(layer, head, KnockoutKind.Zero)], [], windows.Length);
        try
        {
            var x = tensor(stream.Data, stream.Shape, device: Accelerator.Device); // (B, T, C)
            return Trainer.Loss(model.From(x, layer), windows.Tensors().Y).item<float>();
        }
        finally
        {
            model.Blocks[layer].Edit = null;
        }
    }
}

// Measures what each head is worth: how the loss on fixed held-out windows changes without it, a head at a time.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class HeadKnockouts
{
    /// <summary>Null after each head, all of them at the end, so that it can be left between any two. Touches neither the training's weights nor its randomness.</summary>
    /// <remarks>Layers before the head's own are computed once for all its heads: a knocked-out head changes nothing in them.</remarks>
    public static IEnumerable<KnockoutLoss?> Measure(WeightSnapshot weights, TextWindows windows)
    {
        var config = weights.Config;
        if (!config.Attends) yield break;
        using var model = ModelWeights.Make(weights);
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
            var (x, y) = BatchTensors.Of(windows); // (B, T), (B, T)
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
            return Trainer.Loss(model.From(x, layer), BatchTensors.Of(windows).Y).item<float>();
        }
        finally
        {
            model.Blocks[layer].Edit = null;
        }
    }
}

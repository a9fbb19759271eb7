// Writes down the stream of one pass: what every part of every block was given and handed on. For one sequence.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <summary>Attach, call the model on one sequence, read, dispose: no trace is left.</summary>
internal sealed class StreamRecorder : IDisposable
{
    private readonly bool residual;
    private readonly List<Action> removals = [];
    private readonly List<BlockStream> blocks = [];
    private float[]? given, mixed, fed;

    public StreamRecorder(Gpt model)
    {
        residual = model.Config.Residual;
        foreach (Block block in model.Blocks)
        {
            var pre = block.register_forward_pre_hook((_, input) => { given = Accelerator.Read(input[0]); return input; });
            removals.Add(pre.remove);
            if (block.Mixing is { } mixing) Listen(mixing, output => mixed = output);
            if (block.FeedForwardNetwork is { } feedForward) Listen(feedForward, output => fed = output);
            Listen(block, output =>
            {
                blocks.Add(new(given!, mixed, mixed is null ? given! : residual ? Sum(given!, mixed) : mixed, fed, output));
                (given, mixed, fed) = (null, null, null);
            });
        }
    }

    /// <summary>In the order of the layers; none for the bigram table.</summary>
    public IReadOnlyList<BlockStream> Blocks => blocks;

    public void Dispose()
    {
        foreach (Action remove in removals) remove();
        removals.Clear();
    }

    private void Listen(Module<Tensor, Tensor> module, Action<float[]> listener)
    {
        var hook = module.register_forward_hook((_, _, output) => { listener(Accelerator.Read(output[0])); return output; });
        removals.Add(hook.remove);
    }

    private static float[] Sum(float[] a, float[] b) => [.. a.Zip(b, (x, y) => x + y)];
}

/// <summary>One block of one pass; every array is (T, C) row by row.</summary>
/// <param name="Given">The stream before the block.</param>
/// <param name="Mixed">What attention, average or fusion added to it, or put in its place without residual connections; null where nothing mixes.</param>
/// <param name="Between">The stream between both parts.</param>
/// <param name="FeedForward">The same of the feed-forward; null where there is none.</param>
/// <param name="HandedOn">The stream after the block.</param>
internal sealed record BlockStream(float[] Given, float[]? Mixed, float[] Between, float[]? FeedForward, float[] HandedOn);

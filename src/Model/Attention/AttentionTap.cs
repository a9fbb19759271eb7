// Listens to every mixing layer of a model, and takes itself off again.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <summary>Told of each layer's pass: its number, what it was given (B, T, C), and queries, keys and values (B, T, 3 C), or null where there are none.</summary>
internal delegate void LayerListener(int layer, Tensor input, Tensor? queryKeyValue);

internal sealed class AttentionTap : IDisposable
{
    private readonly List<Action> removals = [];

    /// <remarks>The hooks hand the layers' results on untouched. They run with <c>call</c>, not with <c>forward</c>.</remarks>
    public AttentionTap(Gpt model, LayerListener listener)
    {
        int layer = 0;
        foreach (Block block in model.Blocks)
        {
            int number = layer++;
            if (block.Attention is { } attention)
                Listen(attention.QueryKeyValue, (input, packed) => listener(number, input, packed));
            else if (block.Average is { } average)
                Listen(average, (input, _) => listener(number, input, null));
        }
    }

    /// <summary>Also told when the whole model has answered with logits (B, T, V).</summary>
    public AttentionTap(Gpt model, LayerListener listener, Action<Tensor, Tensor> answered)
        : this(model, listener) => Listen(model, answered);

    public void Dispose()
    {
        foreach (Action remove in removals) remove();
        removals.Clear();
    }

    private void Listen(Module<Tensor, Tensor> module, Action<Tensor, Tensor> listener)
    {
        var hook = module.register_forward_hook((_, input, output) =>
        {
            using var none = no_grad();
            using var scope = NewDisposeScope();
            listener(input, output);
            return output;
        });
        removals.Add(hook.remove);
    }
}

// What a token does with what attention brought it: two layers with W numbers between them, 4 C as a rule, for every token alone.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <remarks>A plain sequence, so that an engine sees what follows what and may compute a layer and its activation at once.</remarks>
internal static class FeedForward
{
    /// <summary>Maps (B, T, C) to (B, T, W), there each number by itself, and back to (B, T, C).</summary>
    public static Sequential Of(GptConfig config, InitialWeights initial)
    {
        int hidden = config.Widening * config.Channels; // W
        Module<Tensor, Tensor> activation = config.Activation switch
        {
            Activation.Gelu => GELU(),
            Activation.GeluTanh => GELU(TorchSharp.Modules.GELU.Approximate.tanh),
            _ => ReLU(),
        };
        return Sequential(
            ("widen", initial.Linear(config.Channels, hidden, bias: true)),
            ("activation", activation),
            ("project", initial.Projection(hidden, config.Channels)));
    }
}

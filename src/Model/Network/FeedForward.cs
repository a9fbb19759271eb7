// What a token does with what it heard: two layers with W numbers between them, 4 C as a rule, for every token alone.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

internal sealed class FeedForward : Module<Tensor, Tensor>
{
    private readonly Linear widen;
    private readonly Module<Tensor, Tensor> activation;
    private readonly Linear project;

    public FeedForward(GptConfig config, InitialWeights initial)
        : base(nameof(FeedForward))
    {
        int hidden = config.Widening * config.Channels; // W
        widen = initial.Linear(config.Channels, hidden, bias: true);
        activation = config.Activation switch
        {
            Activation.Gelu => GELU(),
            Activation.GeluTanh => GELU(TorchSharp.Modules.GELU.Approximate.tanh),
            _ => ReLU(),
        };
        project = initial.Projection(hidden, config.Channels);
        RegisterComponents();
    }

    /// <summary>Its second layer, whose bias is added whatever the token.</summary>
    public Linear Project => project;

    public override Tensor forward(Tensor x)
    {
        var hidden = activation.call(widen.call(x)); // (B, T, W)
        return project.call(hidden); // (B, T, C)
    }
}

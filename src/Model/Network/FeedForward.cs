// What a token does with what it heard: two layers with 4 C numbers between them, for every token alone.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

internal sealed class FeedForward : Module<Tensor, Tensor>
{
    private const int Widening = 4;

    private readonly Linear widen;
    private readonly Module<Tensor, Tensor> activation;
    private readonly Linear project;

    public FeedForward(GptConfig config, InitialWeights initial)
        : base(nameof(FeedForward))
    {
        widen = initial.Linear(config.Channels, Widening * config.Channels, bias: true);
        activation = config.Activation switch
        {
            Activation.Gelu => GELU(),
            Activation.GeluTanh => GELU(TorchSharp.Modules.GELU.Approximate.tanh),
            _ => ReLU(),
        };
        project = initial.Projection(Widening * config.Channels, config.Channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var hidden = activation.call(widen.call(x)); // (B, T, 4 C)
        return project.call(hidden); // (B, T, C)
    }
}

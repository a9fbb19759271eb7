// The end of the tape: adds what arrives to the gradient of a leaf.
namespace TorchSharp;

internal sealed class LeafNode : Node
{
    private readonly AutogradMeta meta;

    public LeafNode(AutogradMeta meta) : base("AccumulateGrad", null)
    {
        this.meta = meta;
        Sequence = 0;
    }

    /// <summary>The first gradient is moved where nobody else looks at its memory; further ones are added to it.</summary>
    public override void Accept(int output, torch.Tensor gradient, bool movable)
    {
        if (Backpropagation.Capture(this, output, gradient) || !meta.IsAlive) return;
        if (meta.Gradient is { } sum) sum.AddInPlace(gradient);
        else if (movable) meta.Gradient = gradient.Keep();
        else meta.Gradient = gradient.Copy(scoped: false);
    }
}

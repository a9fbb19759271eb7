// The end of the tape: adds what arrives to the gradient of a leaf.
namespace TorchSharp;

/// <remarks>Belongs to its meta, with which it lives and dies: its sequence 0 comes last, and it is never used again.</remarks>
internal sealed class LeafNode : Node
{
    private readonly AutogradMeta meta;

    public LeafNode(AutogradMeta meta)
    {
        this.meta = meta;
        Name = "AccumulateGrad";
    }

    /// <summary>The first gradient is moved where nobody else looks at its memory; further ones are added to it.</summary>
    public override void Accept(int output, torch.Tensor gradient, bool movable)
    {
        if (!meta.IsAlive) return;
        if (meta.Gradient is { } sum) sum.AddInPlace(gradient);
        else meta.SetGradient(movable ? gradient.Keep() : gradient.Copy(scoped: false));
    }

    protected override void Backward() => throw new InvalidOperationException("A leaf has nothing before it.");

    protected override void Recycle()
    {
    }
}

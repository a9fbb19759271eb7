// What autograd knows of a tensor: leaf or made by a node, its gradient. Shared by all handles of the tensor.
namespace TorchSharp;

internal sealed class AutogradMeta
{
    private int references = 1;

    /// <summary>A leaf that collects its gradient.</summary>
    public bool RequiresGrad;

    /// <summary>The node that made this tensor; null for leaves.</summary>
    public Node? Function;

    /// <summary>Which of the node's results this is.</summary>
    public int Output;

    /// <summary>The accumulated gradient; an internal handle.</summary>
    public torch.Tensor? Gradient;

    /// <summary>For a view: what it is a view of.</summary>
    public ViewOrigin? View;

    /// <summary>How often in-place operations have given this tensor a new history.</summary>
    public int Rebased;

    private LeafNode? leaf;

    public bool IsAlive => Volatile.Read(ref references) > 0;

    /// <summary>Where gradients of this leaf go.</summary>
    public LeafNode Leaf => leaf ??= new LeafNode(this);

    public void AddReference() => Interlocked.Increment(ref references);

    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0) return;
        SetFunction(null, 0);
        Interlocked.Exchange(ref Gradient, null)?.Dispose();
        View?.Release();
        View = null;
    }

    /// <summary>Keeps the gradient of a non-leaf, when asked to; several backwards add up.</summary>
    public void Retain(torch.Tensor? gradient)
    {
        if (gradient is null || !IsAlive) return;
        if (Gradient is { } sum) sum.AddInPlace(gradient);
        else Gradient = gradient.Copy(scoped: false);
    }

    /// <summary>The result of an in-place operation: from now on made by this node.</summary>
    public void Rebase(Node? function, int output)
    {
        SetFunction(function, output);
        Rebased++;
    }

    public void SetFunction(Node? function, int output)
    {
        function?.AddReference();
        var old = Function;
        (Function, Output) = (function, output);
        old?.Release();
    }
}

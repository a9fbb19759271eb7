// What autograd knows of a tensor: leaf or made by a node, its gradient. Shared by all handles of the tensor.
namespace TorchSharp;

internal sealed class AutogradMeta
{
    [ThreadStatic]
    private static FreeList<AutogradMeta>? free;

    private int references;

    // A leaf's node may look at it after its last handle.
    private bool isWatched;

    private LeafNode? leaf;

    /// <summary>A leaf that collects its gradient.</summary>
    public bool RequiresGrad;

    /// <summary>The node that made this tensor; null for leaves.</summary>
    public Node? Function;

    /// <summary>Which of the node's results this is.</summary>
    public int Output;

    /// <summary>The accumulated gradient; an internal handle that is owned here.</summary>
    public torch.Tensor? Gradient;

    /// <summary>For a view: what it is a view of.</summary>
    public ViewOrigin View;

    /// <summary>How often in-place operations have given this tensor a new history.</summary>
    public int Rebased;

    private AutogradMeta()
    {
    }

    /// <summary>Of a tensor of which nothing is known; the caller has the first reference.</summary>
    public static AutogradMeta Of()
    {
        var meta = free?.Take() ?? new AutogradMeta();
        meta.references = 1;
        return meta;
    }

    public bool IsAlive => Volatile.Read(ref references) > 0;

    public bool RecordsGrad => RequiresGrad || Function is not null;

    /// <summary>Where gradients of this leaf go.</summary>
    public LeafNode Leaf
    {
        get
        {
            isWatched = true;
            return leaf ?? Interlocked.CompareExchange(ref leaf, new LeafNode(this), null) ?? leaf;
        }
    }

    public void AddReference() => Interlocked.Increment(ref references);

    /// <summary>The last handle's is used again, unless somebody may still look at it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0) return;
        SetFunction(null, 0);
        SetGradient(null);
        View.Release();
        if (isWatched) return;
        (RequiresGrad, Rebased) = (false, 0);
        (free ??= new()).Keep(this);
    }

    /// <summary>Takes over an internal handle in place of the one before.</summary>
    public void SetGradient(torch.Tensor? gradient) => Interlocked.Exchange(ref Gradient, gradient)?.Retire();

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

// The usual kinds of nodes, with a backward function alone or with one and its numbers; both are used again.
namespace TorchSharp;

internal sealed class PlainNode : Node
{
    [ThreadStatic]
    private static FreeList<PlainNode>? free;

    private BackwardFunction? backward;

    public static PlainNode Of(BackwardFunction backward)
    {
        var node = free?.Take() ?? new PlainNode();
        node.backward = backward;
        return node;
    }

    protected override void Backward() => backward!(this);

    protected override void Recycle()
    {
        Forget();
        backward = null;
        (free ??= new()).Keep(this);
    }
}

internal sealed class NodeWith<TState> : Node
{
    [ThreadStatic]
    private static FreeList<NodeWith<TState>>? free;

    private BackwardFunction<TState>? backward;
    private TState state = default!;

    public static NodeWith<TState> Of(TState state, BackwardFunction<TState> backward)
    {
        var node = free?.Take() ?? new NodeWith<TState>();
        (node.state, node.backward) = (state, backward);
        return node;
    }

    protected override void Backward() => backward!(this, state);

    protected override void Recycle()
    {
        Forget();
        (state, backward) = (default!, null);
        (free ??= new()).Keep(this);
    }
}

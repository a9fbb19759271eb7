// What a view is a view of: an in-place change of either reaches the other's history too.
namespace TorchSharp;

/// <remarks>The window of the whole tensor on the block that it shares with the view. Empty for a tensor that is no view.</remarks>
internal struct ViewOrigin
{
    private AutogradMeta? root;
    private long[] sizes;
    private long[] strides;
    private long offset;
    private int rebased;

    public readonly bool Exists => root is not null;

    public readonly bool IsLeafThatRequiresGrad => root is { Function: null, RequiresGrad: true };

    /// <summary>Notes that a fresh view was made from a parent, itself perhaps a view.</summary>
    public static void Attach(torch.Tensor view, torch.Tensor parent)
    {
        ref var origin = ref view.Meta.View;
        origin = parent.Meta.View.Exists
            ? parent.Meta.View
            : new ViewOrigin { root = parent.Meta, sizes = parent.sizes, strides = parent.strides, offset = parent.offset };
        origin.root!.AddReference();
        origin.rebased = origin.root.Rebased;
    }

    public void Release()
    {
        var known = root;
        this = default;
        known?.Release();
    }

    /// <summary>After an in-place change somewhere in the root, the view's history is: this window of the root as it is now.</summary>
    public void Refresh(torch.Tensor view)
    {
        if (root is null || root.Rebased == rebased) return;
        rebased = root.Rebased;
        if (!root.RecordsGrad) return;
        var whole = Whole(view);
        // view = root[window]
        var node = Node.Of("AsStridedBackward0", Window.Of(view, whole), static (node, window) =>
        {
            // droot = 0, droot[window] = dview
            var gradient = window.Zeros();
            window.In(gradient).CopyFrom(node.Gradient);
            node.Give(0, gradient);
        }, whole);
        view.meta!.SetFunction(node, 0);
        node.Outputs = 1;
        whole.Retire();
    }

    /// <summary>The view has been given the data of <paramref name="value"/>, in place; the root's history says so from now on.</summary>
    public readonly void Rebase(torch.Tensor view, torch.Tensor value)
    {
        var whole = Whole(view);
        // root[window] = value
        var node = Node.Of("CopySlices", Window.Of(view, whole), static (node, window) =>
        {
            // dvalue = droot[window]; the root's old contents there had no influence
            var gradient = window.Zeros();
            gradient.CopyFrom(node.Gradient);
            var part = window.In(gradient);
            if (node.Wants(1)) node.Give(1, part.Copy());
            part.FillData(0);
            node.Give(0, gradient);
        }, whole, value);
        root!.Rebase(node, 0);
        node.Outputs = 1;
        whole.Retire();
    }

    // An internal handle on the root.
    private readonly torch.Tensor Whole(torch.Tensor view)
    {
        var whole = view.Window(sizes, strides, offset, scoped: false);
        root!.AddReference();
        whole.meta = root;
        return whole;
    }

    /// <summary>Where a view lies in its root.</summary>
    private readonly record struct Window(
        long[] Sizes, long[] Strides, long Offset, long[] RootSizes, long[] RootStrides, torch.ScalarType Type)
    {
        public static Window Of(torch.Tensor view, torch.Tensor root) =>
            new(view.sizes, view.strides, view.offset - root.offset, root.sizes, root.strides, root.type);

        public torch.Tensor Zeros() => torch.Tensor.ZerosWithStrides(RootSizes, RootStrides, Type);

        public torch.Tensor In(torch.Tensor gradient) => gradient.Window(Sizes, Strides, Offset);
    }
}

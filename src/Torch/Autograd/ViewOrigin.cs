// What a view is a view of: an in-place change of either reaches the other's history too.
namespace TorchSharp;

internal sealed class ViewOrigin
{
    private readonly torch.Tensor root;
    private int rebased;

    private ViewOrigin(torch.Tensor root)
    {
        this.root = root;
        rebased = root.meta!.Rebased;
    }

    public torch.Tensor Root => root;

    /// <summary>Notes that a fresh view was made from a parent, itself perhaps a view.</summary>
    public static void Attach(torch.Tensor view, torch.Tensor parent)
    {
        var root = parent.meta?.View?.Root ?? parent;
        root.meta ??= new AutogradMeta();
        (view.meta ??= new AutogradMeta()).View = new ViewOrigin(root.InternalAlias());
    }

    public void Release() => root.Dispose();

    /// <summary>After an in-place change somewhere in the root, the view's history is: this window of the root as it is now.</summary>
    public void Refresh(torch.Tensor view)
    {
        var now = root.meta!.Rebased;
        if (now == rebased) return;
        rebased = now;
        if (!root.requires_grad) return;
        // view = root[window]
        var node = new Node("AsStridedBackward0", node =>
        {
            // droot = 0, droot[window] = dview
            var gradient = torch.Tensor.ZerosWithStrides(root.sizes, root.strides, root.type);
            Window(gradient, view).CopyFrom(node.Gradient);
            node.Give(0, gradient);
        }, root);
        view.meta!.SetFunction(node, 0);
        node.Outputs = 1;
    }

    /// <summary>The view has been given the data of <paramref name="value"/>, in place; the root's history says so from now on.</summary>
    public void Rebase(torch.Tensor view, torch.Tensor value)
    {
        // root[window] = value
        var node = new Node("CopySlices", node =>
        {
            // dvalue = droot[window]; the root's old contents there had no influence
            var gradient = torch.Tensor.ZerosWithStrides(root.sizes, root.strides, root.type);
            gradient.CopyFrom(node.Gradient);
            var window = Window(gradient, view);
            if (node.Wants(1)) node.Give(1, window.Copy());
            window.FillData(0);
            node.Give(0, gradient);
        }, root, value);
        root.meta!.Rebase(node, 0);
        node.Outputs = 1;
    }

    private torch.Tensor Window(torch.Tensor gradient, torch.Tensor view) =>
        gradient.Window(view.sizes, view.strides, view.offset - root.offset);
}

// Walks the tape backwards: latest step first, each once, after all who used its results.
namespace TorchSharp;

internal sealed class Backpropagation
{
    [ThreadStatic]
    private static Backpropagation? current;

    // Kept for the next run of this thread; null while it is in use, or before the first.
    [ThreadStatic]
    private static Backpropagation? spare;

    private readonly PriorityQueue<Node, long> queue = new();
    private Dictionary<(Node, int), torch.Tensor?>? captures;
    private bool accumulates;
    private bool keepsGraph;

    /// <summary>Sends the gradients of the roots down to the leaves.</summary>
    /// <param name="roots">Tensors that require a gradient.</param>
    /// <param name="gradients">One of each root's shape; null means 1 for a tensor of one element.</param>
    /// <param name="keepsGraph">Leaves what was saved in place for a further backward.</param>
    /// <param name="inputs">When given, only these get gradients.</param>
    /// <param name="accumulates">False: the inputs' gradients are returned and no leaf is changed.</param>
    public static torch.Tensor?[] Run(
        ReadOnlySpan<torch.Tensor> roots, IList<torch.Tensor>? gradients, bool keepsGraph, IList<torch.Tensor>? inputs = null, bool accumulates = true)
    {
        Dictionary<(Node, int), torch.Tensor?>? captures = null;
        if (inputs is not null)
        {
            captures = [];
            foreach (var input in inputs) captures[Target(input, "an input")] = null;
        }
        using var noGrad = GradMode.Recording(false);
        using var temporaries = Temporaries.Open();
        var outer = current;
        var run = current = spare ?? new Backpropagation();
        spare = null;
        (run.captures, run.accumulates, run.keepsGraph) = (captures, accumulates, keepsGraph);
        try
        {
            for (var i = 0; i < roots.Length; i++)
            {
                var (function, output) = Target(roots[i], "the tensor to start from");
                if (AnomalyMode.ShouldCheckNaN) AnomalyMode.RequireRoot(roots[i]);
                function.Accept(output, Start(roots[i], gradients, i), movable: false);
            }
            temporaries.Clear();
            while (run.queue.TryDequeue(out var node, out _))
            {
                node.IsQueued = false;
                try
                {
                    run.CaptureResults(node);
                    node.Run(keepsGraph);
                    temporaries.Clear();
                }
                finally
                {
                    node.DropGradients();
                    node.Release();
                }
            }
        }
        finally
        {
            current = outer;
            while (run.queue.TryDequeue(out var node, out _))
            {
                node.IsQueued = false;
                node.DropGradients();
                node.Release();
            }
        }
        var results = inputs is null ? [] : run.Results(inputs);
        run.captures = null;
        spare = run;
        return results;
    }

    public static void Enqueue(Node node)
    {
        if (node.IsQueued) return;
        node.IsQueued = true;
        node.AddReference();
        current!.queue.Enqueue(node, -node.Sequence);
    }

    /// <summary>True where the running backward looks at gradients on their way.</summary>
    public static bool Captures => current?.captures is not null;

    /// <summary>True where the running backward leaves what was saved in place.</summary>
    public static bool KeepsGraph => current is { keepsGraph: true };

    /// <summary>True where the running backward wants the gradient of a leaf for itself, or not at all.</summary>
    public static bool Capture(LeafNode leaf, int output, torch.Tensor gradient)
    {
        if (current?.captures is not { } captures) return false;
        if (!captures.TryGetValue((leaf, output), out var sum)) return true;
        if (current.accumulates) return false;
        if (sum is null) captures[(leaf, output)] = gradient.Copy(scoped: false);
        else sum.AddInPlace(gradient);
        return true;
    }

    private void CaptureResults(Node node)
    {
        if (captures is null) return;
        for (var output = 0; output < node.Outputs; output++)
            if (captures.ContainsKey((node, output)) && node.GradientOrNull(output) is { } gradient)
                captures[(node, output)] = gradient.Copy(scoped: false);
    }

    // Captured gradients of leaves were accumulated already, unless the caller wants them returned.
    private torch.Tensor?[] Results(IList<torch.Tensor> inputs)
    {
        var results = new torch.Tensor?[inputs.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var captured = captures![inputs[i].GradientTarget!];
            if (accumulates && !inputs[i].is_leaf) inputs[i].meta!.Retain(captured);
            if (!accumulates) results[i] = captured;
            else captured?.Retire();
        }
        return results;
    }

    private static (Node, int) Target(torch.Tensor tensor, string role)
    {
        var (function, output) = tensor.IsInvalid ? throw torch.Tensor.Disposed : tensor.GradientTarget;
        return function is not null
            ? (function, output)
            : throw new InvalidOperationException($"backward: {role} ({tensor.Text}) does not require grad and does not have a grad_fn.");
    }

    private static torch.Tensor Start(torch.Tensor root, IList<torch.Tensor>? gradients, int index)
    {
        if (gradients is null || index >= gradients.Count || gradients[index] is null)
        {
            if (root.Count != 1)
                throw new InvalidOperationException($"grad can be implicitly created only for scalar outputs, but got {root.Text}.");
            return torch.Tensor.Filled(root.sizes, root.type, 1);
        }
        var gradient = gradients[index];
        if (!Shape.Same(gradient.sizes, root.sizes))
            throw new ArgumentException($"backward: the gradient of {root.Text} must have its shape, but got {gradient.Text}.");
        return gradient.type == root.type ? gradient : gradient.to_type(root.type);
    }
}

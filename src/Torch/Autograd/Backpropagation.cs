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

    /// <summary>Sends the gradient of a tensor of one element, which is 1, down to the leaves.</summary>
    public static void Run(torch.Tensor root)
    {
        using var noGrad = GradMode.Recording(false);
        using var temporaries = Temporaries.Open();
        var outer = current;
        var run = current = spare ?? new Backpropagation();
        spare = null;
        try
        {
            var (function, output) = Target(root);
            if (AnomalyMode.ShouldCheckNaN) AnomalyMode.RequireRoot(root);
            if (root.Count != 1)
                throw new InvalidOperationException($"grad can be implicitly created only for scalar outputs, but got {root.Text}.");
            function.Accept(output, torch.Tensor.Filled(root.sizes, root.type, 1), movable: false);
            temporaries.Clear();
            while (run.queue.TryDequeue(out var node, out _))
            {
                node.IsQueued = false;
                try
                {
                    node.Run();
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
        spare = run;
    }

    public static void Enqueue(Node node)
    {
        if (node.IsQueued) return;
        node.IsQueued = true;
        node.AddReference();
        current!.queue.Enqueue(node, -node.Sequence);
    }

    private static (Node, int) Target(torch.Tensor root)
    {
        var (function, output) = root.IsInvalid ? throw torch.Tensor.Disposed : root.GradientTarget;
        return function is not null
            ? (function, output)
            : throw new InvalidOperationException($"backward: the tensor to start from ({root.Text}) does not require grad and does not have a grad_fn.");
    }
}

// A step of the tape: which function a result came from, what its backward needs, where its gradients go.
namespace TorchSharp;

/// <summary>Reads <see cref="Node.Gradient"/> and what was saved, and calls <see cref="Node.Give"/> for every input that wants a gradient.</summary>
internal delegate void BackwardFunction(Node node);

/// <summary>An input of a node: the function that made it, and its shape and type, which its gradient will have.</summary>
internal readonly record struct Edge(Node? Function, int Output, long[] Sizes, torch.ScalarType Type);

internal class Node
{
    private static long lastSequence;

    private readonly BackwardFunction? backward;
    private readonly Edge[] inputs;
    private Saved[] saved = [];
    private bool released;
    private int references;

    private torch.Tensor?[] gradients = [];

    /// <summary>Waits in the queue of a running backward.</summary>
    public bool IsQueued;

    private List<AutogradMeta>? retained;

    /// <summary>A step with the given inputs; those that don't require a gradient get none.</summary>
    public Node(string name, BackwardFunction? backward, params ReadOnlySpan<torch.Tensor?> inputs)
    {
        (Name, this.backward) = (name, backward);
        Sequence = Interlocked.Increment(ref lastSequence);
        this.inputs = inputs.Length == 0 ? [] : new Edge[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not { } input) continue;
            var (function, output) = input.GradientTarget;
            function?.AddReference();
            this.inputs[i] = new Edge(function, output, input.sizes, input.type);
        }
        if (AnomalyMode.ShouldCheckNaN) TakesNaN = AnomalyMode.AnyNaN(inputs);
    }

    /// <summary>As PyTorch names it, such as AddBackward0.</summary>
    public string Name { get; }

    /// <summary>NaN was among its inputs; known only while <see cref="AnomalyMode"/> is on.</summary>
    public bool TakesNaN { get; }

    /// <summary>Later steps have greater numbers, so that descending order is a topological order.</summary>
    public long Sequence { get; protected init; }

    public ReadOnlySpan<Edge> Inputs => inputs;

    /// <summary>True where an operation on these has to be recorded.</summary>
    public static bool Wanted(torch.Tensor a) => GradMode.Enabled && a.requires_grad;

    public static bool Wanted(torch.Tensor a, torch.Tensor? b) => GradMode.Enabled && (a.requires_grad || b is { requires_grad: true });

    public static bool Wanted(torch.Tensor a, torch.Tensor? b, torch.Tensor? c) =>
        GradMode.Enabled && (a.requires_grad || b is { requires_grad: true } || c is { requires_grad: true });

    public static bool Wanted(ReadOnlySpan<torch.Tensor> tensors)
    {
        if (!GradMode.Enabled) return false;
        foreach (var tensor in tensors)
            if (tensor.requires_grad) return true;
        return false;
    }

    /// <summary>Keeps data for the backward function, whatever becomes of the user's handles.</summary>
    public Node Saves(params ReadOnlySpan<torch.Tensor?> tensors)
    {
        saved = new Saved[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
            if (tensors[i] is { } tensor) saved[i] = new Saved(tensor.Keep(), tensor.Block.Version);
        return this;
    }

    /// <summary>Declares the next result of this step.</summary>
    public Node Makes(torch.Tensor result)
    {
        var meta = result.meta ??= new AutogradMeta();
        meta.SetFunction(this, Outputs++);
        if (AnomalyMode.ShouldCheckNaN) AnomalyMode.Watch(this, result);
        return this;
    }

    /// <summary>Declares the only result and returns it.</summary>
    public torch.Tensor Finish(torch.Tensor result)
    {
        Makes(result);
        return result;
    }

    /// <summary>The number of results declared so far.</summary>
    public int Outputs { get; set; }

    public bool Wants(int input) => inputs[input].Function is not null;

    /// <summary>The gradient that arrived for a result; null when nobody used that result.</summary>
    public torch.Tensor? GradientOrNull(int output = 0) => output < gradients.Length ? gradients[output] : null;

    /// <summary>The gradient that arrived for the only result.</summary>
    public torch.Tensor Gradient => gradients[0]!;

    /// <summary>What <see cref="Saves"/> kept.</summary>
    /// <exception cref="InvalidOperationException">It was changed in place since.</exception>
    public torch.Tensor Saved(int index) => SavedOrNull(index)!;

    public torch.Tensor? SavedOrNull(int index)
    {
        var (tensor, version) = saved[index];
        if (tensor is not null && tensor.Block.Version != version)
            throw new InvalidOperationException(
                "one of the variables needed for gradient computation has been modified by an inplace operation: " +
                $"[{tensor.Text}], saved for {Name}, is at version {tensor.Block.Version}; expected version {version} instead.");
        return tensor;
    }

    /// <summary>Sends the gradient of an input on its way: summed to the input's shape where it was broadcast, cast to its type.</summary>
    public void Give(int input, torch.Tensor gradient)
    {
        ref readonly var edge = ref inputs[input];
        if (edge.Function is null) return;
        if (!Shape.Same(gradient.sizes, edge.Sizes)) gradient = gradient.SumTo(edge.Sizes);
        if (gradient.type != edge.Type) gradient = gradient.to_type(edge.Type);
        if (AnomalyMode.ShouldCheckNaN) AnomalyMode.RequireGradient(this, input, gradient);
        edge.Function.Accept(edge.Output, gradient, movable: gradient.IsOwnMemory && !IsOwnGradient(gradient));
    }

    /// <summary>Takes a gradient of a result; several add up.</summary>
    /// <param name="output">Which result.</param>
    /// <param name="gradient">A handle of the caller's.</param>
    /// <param name="movable">Nobody but that handle looks at the memory, and its owner is done with it.</param>
    public virtual void Accept(int output, torch.Tensor gradient, bool movable)
    {
        if (gradients.Length <= output) Array.Resize(ref gradients, Math.Max(Outputs, output + 1));
        gradients[output] = gradients[output] is { } sum ? Accumulate(sum, gradient, movable) : gradient.Keep();
        Backpropagation.Enqueue(this);
    }

    // What arrived may be handed on to several inputs.
    private bool IsOwnGradient(torch.Tensor gradient)
    {
        foreach (var own in gradients)
            if (ReferenceEquals(own, gradient)) return true;
        return false;
    }

    /// <summary>Runs the backward function on what has arrived.</summary>
    public void Run(bool keepSaved)
    {
        if (released)
            throw new InvalidOperationException(
                $"{Name}: trying to backward through the graph a second time, after its saved tensors have been freed; " +
                "specify retain_graph: true when calling backward the first time.");
        if (retained is not null)
            foreach (var meta in retained) meta.Retain(gradients[meta.Output]);
        backward!(this);
        DropGradients();
        if (!keepSaved) ReleaseSaved();
    }

    public void DropGradients()
    {
        foreach (var gradient in gradients) gradient?.Dispose();
        gradients = [];
    }

    public void Retain(AutogradMeta meta) => (retained ??= []).Add(meta);

    public void AddReference() => Interlocked.Increment(ref references);

    /// <summary>The last result and the last consumer gone, the step frees what it saved, and so do those before it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0) return;
        var unused = new Stack<Node>();
        unused.Push(this);
        while (unused.TryPop(out var node))
        {
            node.ReleaseSaved();
            node.DropGradients();
            foreach (var edge in node.inputs)
                if (edge.Function is { } function && Interlocked.Decrement(ref function.references) == 0) unused.Push(function);
        }
    }

    private void ReleaseSaved()
    {
        if (saved.Length == 0 && backward is null) return;
        released = saved.Length > 0 || released;
        foreach (var (tensor, _) in saved) tensor?.Dispose();
        saved = [];
    }

    /// <summary>The sum of two gradients, in the memory of one of them where nobody else looks at it.</summary>
    private static torch.Tensor Accumulate(torch.Tensor sum, torch.Tensor gradient, bool movable)
    {
        if (sum.IsOwnMemory)
        {
            sum.AddInPlace(gradient);
            return sum;
        }
        torch.Tensor total;
        if (movable)
        {
            total = gradient.Keep();
            total.AddInPlace(sum);
        }
        else
        {
            total = sum.add(gradient).Keep();
        }
        sum.Dispose();
        return total;
    }
}

internal readonly record struct Saved(torch.Tensor? Tensor, int Version);

// A step of the tape: which function a result came from, what its backward needs, where its gradients go.
namespace TorchSharp;

/// <summary>Reads <see cref="Node.Gradient"/> and what was saved, and calls <see cref="Node.Give"/> for every input that wants a gradient.</summary>
internal delegate void BackwardFunction(Node node);

/// <summary>As <see cref="BackwardFunction"/>, with the numbers that the operation was called with.</summary>
internal delegate void BackwardFunction<TState>(Node node, TState state);

/// <summary>An input of a node: the function that made it, and its shape and type, which its gradient will have.</summary>
internal readonly record struct Edge(Node? Function, int Output, long[] Sizes, torch.ScalarType Type);

/// <summary>An internal handle that a node owns, and the version of its data when it was saved.</summary>
internal readonly record struct Saved(torch.Tensor? Tensor, int Version);

/// <summary>What the first saved tensor of a step tells of its slope: nothing, the slope itself, or that it is 1 where a cell is not at most 0, else 0.</summary>
internal enum SlopeKind
{
    None,
    Saved,
    OfRelu,
}

/// <remarks>
/// Nodes are used again when nobody refers to them any more: the results' metas, the nodes of later steps and a running
/// backward hold references, and nothing else may keep a node.
/// </remarks>
internal abstract class Node
{
    private static long lastSequence;

    private Edge[] inputs = [];
    private int inputCount;
    private Saved[] saved = [];
    private int savedCount;
    private torch.Tensor?[] gradients = [];
    private Node? nextUnused;
    private bool released;
    private int references;

    /// <summary>A step whose backward function needs no more than the node itself.</summary>
    public static Node Of(string name, BackwardFunction backward, params ReadOnlySpan<torch.Tensor?> inputs)
    {
        var node = PlainNode.Of(backward);
        node.Begin(name, inputs);
        return node;
    }

    /// <summary>A step whose backward function is told the numbers that the operation was called with.</summary>
    public static Node Of<TState>(string name, TState state, BackwardFunction<TState> backward, params ReadOnlySpan<torch.Tensor?> inputs)
    {
        var node = NodeWith<TState>.Of(state, backward);
        node.Begin(name, inputs);
        return node;
    }

    // Inputs that don't require a gradient get none.
    private void Begin(string name, ReadOnlySpan<torch.Tensor?> tensors)
    {
        Name = name;
        Sequence = Interlocked.Increment(ref lastSequence);
        if (inputs.Length < tensors.Length) inputs = new Edge[Math.Max(tensors.Length, 4)];
        inputCount = tensors.Length;
        for (var i = 0; i < tensors.Length; i++)
        {
            if (tensors[i] is not { } input) continue;
            var (function, output) = input.GradientTarget;
            function?.AddReference();
            inputs[i] = new Edge(function, output, input.sizes, input.type);
        }
        TakesNaN = AnomalyMode.ShouldCheckNaN && AnomalyMode.AnyNaN(tensors);
    }

    /// <summary>Computes the inputs' gradients and gives them.</summary>
    protected abstract void Backward();

    /// <summary>Forgets what it was for, and waits to be used again.</summary>
    protected abstract void Recycle();

    /// <summary>As PyTorch names it, such as AddBackward0.</summary>
    public string Name { get; protected set; } = "";

    /// <summary>NaN was among its inputs; known only while <see cref="AnomalyMode"/> is on.</summary>
    public bool TakesNaN { get; private set; }

    /// <summary>Later steps have greater numbers, so that descending order is a topological order.</summary>
    public long Sequence { get; private set; }

    /// <summary>Set where the gradient of the only input is the result's times a slope.</summary>
    public SlopeKind Slope { get; private set; }

    /// <summary>Waits in the queue of a running backward.</summary>
    public bool IsQueued { get; set; }

    public ReadOnlySpan<Edge> Inputs => inputs.AsSpan(0, inputCount);

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
        if (saved.Length < tensors.Length) saved = new Saved[Math.Max(tensors.Length, 4)];
        savedCount = tensors.Length;
        for (var i = 0; i < tensors.Length; i++)
            if (tensors[i] is { } tensor) saved[i] = new Saved(tensor.Keep(), tensor.Block.Version);
        return this;
    }

    /// <summary>Says that the gradient of the only input is the result's times a slope, which the first saved tensor tells.</summary>
    public Node Multiplies(SlopeKind slope)
    {
        Slope = slope;
        return this;
    }

    /// <summary>Declares the next result of this step.</summary>
    public Node Makes(torch.Tensor result)
    {
        result.Meta.SetFunction(this, Outputs++);
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

    public bool Wants(int input) => input < inputCount && inputs[input].Function is not null;

    /// <summary>The gradient that arrived for a result; null when nobody used that result.</summary>
    public torch.Tensor? GradientOrNull(int output = 0) => output < gradients.Length ? gradients[output] : null;

    /// <summary>The gradient that arrived for the only result.</summary>
    public torch.Tensor Gradient => gradients[0]!;

    /// <summary>What <see cref="Saves"/> kept.</summary>
    /// <exception cref="InvalidOperationException">It was changed in place since.</exception>
    public torch.Tensor Saved(int index) => SavedOrNull(index)!;

    /// <summary>The first of what was saved, all of it being unchanged; null when it was given back.</summary>
    public torch.Tensor? SavedSlope()
    {
        for (var i = 0; i < savedCount; i++) SavedOrNull(i);
        return savedCount > 0 ? saved[0].Tensor : null;
    }

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
        if (!Wants(input)) return;
        ref readonly var edge = ref inputs[input];
        if (!Shape.Same(gradient.sizes, edge.Sizes)) gradient = gradient.SumTo(edge.Sizes);
        if (gradient.type != edge.Type) gradient = gradient.to_type(edge.Type);
        if (AnomalyMode.ShouldCheckNaN) AnomalyMode.RequireGradient(this, input, gradient);
        edge.Function!.Accept(edge.Output, gradient, movable: gradient.IsOwnMemory && !IsOwnGradient(gradient));
    }

    /// <summary>
    /// The step that made an input, where all it would do with a gradient is to multiply it by a slope that it saved first of all: who
    /// computes the gradient may do that in passing, and give the product <see cref="GiveThrough"/> it. Null where a gradient has arrived there
    /// already, or the search for NaN wants to see it.
    /// </summary>
    public Node? SlopeBefore(int input)
    {
        if (!Wants(input) || inputs[input].Function is not { Slope: not SlopeKind.None } function) return null;
        return function.GradientOrNull() is null && !AnomalyMode.ShouldCheckNaN ? function : null;
    }

    /// <summary>Sends a gradient, multiplied by its slope already, to what is before <see cref="SlopeBefore"/>, which frees its slope where nobody else can come to it.</summary>
    public void GiveThrough(int input, torch.Tensor gradient)
    {
        var skipped = inputs[input].Function!;
        skipped.Give(0, gradient);
        if (Volatile.Read(ref skipped.references) == 1) skipped.ReleaseSaved();
    }

    /// <summary>What has arrived for an input so far, where it may be changed: a backward function may add to it instead of giving. Else null.</summary>
    public torch.Tensor? SumOf(int input)
    {
        if (!Wants(input) || AnomalyMode.ShouldCheckNaN) return null;
        ref readonly var edge = ref inputs[input];
        return edge.Function!.GradientOrNull(edge.Output) is { } sum && sum.IsOwnMemory && sum.type == edge.Type ? sum : null;
    }

    /// <summary>Takes a gradient of a result; several add up.</summary>
    /// <param name="output">Which result.</param>
    /// <param name="gradient">A handle of the caller's.</param>
    /// <param name="movable">Nobody but that handle looks at the memory, and its owner is done with it.</param>
    public virtual void Accept(int output, torch.Tensor gradient, bool movable)
    {
        if (gradients.Length < Outputs) Array.Resize(ref gradients, Outputs);
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
    public void Run()
    {
        if (released)
            throw new InvalidOperationException(
                $"{Name}: trying to backward through the graph a second time, after its saved tensors have been freed; compute the result anew.");
        Backward();
        ReleaseSaved();
    }

    public void DropGradients()
    {
        for (var i = 0; i < gradients.Length; i++)
        {
            gradients[i]?.Retire();
            gradients[i] = null;
        }
    }

    public void AddReference() => Interlocked.Increment(ref references);

    /// <summary>The last result and the last consumer gone, the step frees what it saved, and so do those before it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0) return;
        // A list instead of recursion: a tape may be longer than the stack is deep.
        for (Node? unused = this; unused is { } node;)
        {
            unused = node.nextUnused;
            node.nextUnused = null;
            node.ReleaseSaved();
            node.DropGradients();
            foreach (var edge in node.Inputs)
            {
                if (edge.Function is not { } function || Interlocked.Decrement(ref function.references) != 0) continue;
                function.nextUnused = unused;
                unused = function;
            }
            node.Recycle();
        }
    }

    /// <summary>As new, but for the arrays.</summary>
    protected void Forget()
    {
        inputs.AsSpan(0, inputCount).Clear();
        (inputCount, Outputs, released, Slope) = (0, 0, false, SlopeKind.None);
    }

    private void ReleaseSaved()
    {
        if (savedCount == 0) return;
        released = true;
        for (var i = 0; i < savedCount; i++)
        {
            saved[i].Tensor?.Retire();
            saved[i] = default;
        }
        savedCount = 0;
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
        sum.Retire();
        return total;
    }
}

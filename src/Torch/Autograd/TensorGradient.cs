// requires_grad, grad, backward, detach: the autograd side of a tensor.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>What autograd knows of this tensor, made when it is first asked for.</summary>
        internal AutogradMeta Meta
        {
            get
            {
                if (meta is { } known) return known;
                var fresh = AutogradMeta.Of();
                if (Interlocked.CompareExchange(ref meta, fresh, null) is not { } other) return fresh;
                fresh.Release();
                return other;
            }
        }

        /// <summary>The function gradients of this tensor go to, and as which of its results; null where none is wanted.</summary>
        internal (Node?, int) GradientTarget
        {
            get
            {
                if (meta is null) return (null, 0);
                meta.View.Refresh(this);
                return meta.Function is { } function ? (function, meta.Output) : (meta.RequiresGrad ? meta.Leaf : null, 0);
            }
        }

        /// <summary>True where operations on this tensor are recorded; settable on leaves only.</summary>
        public bool requires_grad
        {
            get
            {
                if (Alive.meta is null) return false;
                meta!.View.Refresh(this);
                return meta.RecordsGrad;
            }
            set
            {
                if (value && !torch.is_floating_point(type))
                    throw new InvalidOperationException($"only Tensors of floating point dtype can require gradients, but got {Text}.");
                if (!is_leaf)
                {
                    if (value) return;
                    throw new InvalidOperationException("you can only change requires_grad flags of leaf variables; detach() gives a tensor without history.");
                }
                if (value) Meta.RequiresGrad = true;
                else if (meta is not null) meta.RequiresGrad = false;
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            var other = alias();
            other.requires_grad = requires_grad;
            return other;
        }

        public bool is_leaf
        {
            get
            {
                if (Alive.meta is null) return true;
                meta!.View.Refresh(this);
                return meta.Function is null;
            }
        }

        /// <summary>The accumulated gradient, of this tensor's shape; each read gives a new handle on it. Null before any backward.</summary>
        public Tensor? grad
        {
            get => Alive.meta?.Gradient?.alias();
            set
            {
                if (value is not null && (!Shape.Same(sizes, value.sizes) || type != value.type))
                    throw new ArgumentException($"grad: the gradient of {Text} must have its shape and type, but got {value.Text}.");
                Alive.Meta.SetGradient(value?.Keep());
            }
        }

        /// <summary>The gradient itself, not a handle for the user.</summary>
        internal Tensor? Gradient => meta?.Gradient;

        /// <summary>Makes a non-leaf keep its gradient in <see cref="grad"/>.</summary>
        public void retain_grad()
        {
            if (!requires_grad) throw new InvalidOperationException($"retain_grad: {Text} does not require grad.");
            if (meta!.Function is { } function) meta.RetainFrom(function);
        }

        /// <summary>Gradients of this one-element tensor with respect to all leaves, added to their <see cref="grad"/>.</summary>
        public void backward() => Backpropagation.Run([this], null, keepsGraph: false);

        /// <inheritdoc cref="backward()"/>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            autograd.RefuseSecondOrder(create_graph);
            Backpropagation.Run([this], grad_tensors, retain_graph, inputs);
        }

        /// <summary>The same memory, without history.</summary>
        public Tensor detach() => Window(sizes, strides, offset);

        public Tensor detach_()
        {
            if (meta is null) return this;
            if (meta.View.Exists)
                throw new InvalidOperationException("Can't detach views in-place. Use detach() instead.");
            meta.SetFunction(null, 0);
            meta.RequiresGrad = false;
            return this;
        }

        /// <summary>Contiguous, and no other handle looks at the memory.</summary>
        internal bool IsOwnMemory => Block.IsExclusive && IsContiguous;
    }

    /// <summary>Backward from several tensors at once, and gradients returned rather than accumulated.</summary>
    public static partial class autograd
    {
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            RefuseSecondOrder(create_graph);
            Backpropagation.Run([.. tensors], grad_tensors, retain_graph ?? false, inputs);
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>Gradients of the outputs' sum with respect to the inputs, in the inputs' shapes. No leaf's grad is touched.</summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            RefuseSecondOrder(create_graph);
            var gradients = Backpropagation.Run([.. outputs], grad_outputs, retain_graph, inputs, accumulates: false);
            for (var i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is null && !allow_unused)
                    throw new InvalidOperationException(
                        $"autograd.grad: input {i} ({inputs[i].Text}) was not used by the outputs; allow_unused: true returns null for it.");
                gradients[i] = gradients[i]?.Scoped();
            }
            return gradients!;
        }

        internal static void RefuseSecondOrder(bool createGraph)
        {
            if (createGraph)
                throw new NotSupportedException("create_graph: true is not available in the managed engine; gradients of gradients need the libtorch backend.");
        }
    }
}

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

        /// <summary>Gradients of this one-element tensor with respect to all leaves, added to their <see cref="grad"/>.</summary>
        public void backward() => Backpropagation.Run(this);

        /// <summary>The same memory, without history.</summary>
        public Tensor detach() => Window(sizes, strides, offset);

        /// <summary>Contiguous, and no other handle looks at the memory.</summary>
        internal bool IsOwnMemory => Block.IsExclusive && IsContiguous;
    }
}

// A tensor handle: a window (sizes, strides, offset) on a block of memory, and its place in the autograd graph.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array. Views share memory; disposing the last handle frees it.</summary>
    public partial class Tensor : IDisposable, IScoped
    {
        internal long[] sizes;
        internal long[] strides; // in elements
        internal long offset; // in elements
        internal ScalarType type;
        internal AutogradMeta? meta;

        private MemoryBlock? block;

        /// <summary>The scope that disposes this handle.</summary>
        internal DisposeScope? OwningDisposeScope { get; set; }

        DisposeScope? IScoped.OwningDisposeScope
        {
            get => OwningDisposeScope;
            set => OwningDisposeScope = value;
        }

        /// <summary>A handle the user knows of, which the scopes' counts include.</summary>
        internal bool IsRegistered { get; set; }

        internal MemoryBlock Block => block ?? throw Disposed;

        // What users ask of a disposed tensor is an error, though the handle still knows the answer.
        private Tensor Alive => block is null ? throw Disposed : this;

        internal static ObjectDisposedException Disposed => new(nameof(Tensor),
            "The tensor has been disposed, perhaps by the dispose scope it was made in; MoveToOuterDisposeScope or DetachFromDisposeScope keeps it.");

        internal int Rank => sizes.Length;

        internal long Count => Shape.Count(sizes);

        internal unsafe T* Pointer<T>() where T : unmanaged => (T*)Block.Address + offset;

        internal unsafe float* Floats => (float*)Block.Address + offset;

        internal unsafe byte* Bytes => (byte*)Block.Address + offset * ElementType.Size(type);

        internal bool IsContiguous => Shape.IsContiguous(sizes, strides);

        internal bool IsFloat32 => type == ScalarType.Float32;

        /// <summary>Float32 and row-major: what the kernels want.</summary>
        internal bool IsDenseFloat => type == ScalarType.Float32 && Shape.IsContiguous(sizes, strides);

        internal string Text => $"{type} {Shape.Text(sizes)}";

        public long[] shape => (long[])Alive.sizes.Clone();

        public long size(int dim) => Alive.sizes[Shape.Wrap(dim, RequireRank(1, nameof(size)), nameof(size))];

        public long ElementSize => ElementType.Size(type);

        public Device device => CPU;

        public bool is_floating_point() => torch.is_floating_point(type);

        public bool is_integral() => torch.is_integral(type);

        /// <summary>True after <see cref="Dispose()"/>.</summary>
        public bool IsInvalid => block is null;

        /// <summary>Handles alive in the process, internal ones included.</summary>
        internal static long TotalCount => Interlocked.Read(ref totalCount);

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>True for the very same elements in the same shape.</summary>
        public bool Equals(Tensor target)
        {
            if (target is null || type != target.type || !Shape.Same(sizes, target.sizes)) return false;
            using var temporaries = Temporaries.Open();
            return eq(target).all().item<bool>();
        }

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        internal int RequireRank(int least, string operation)
        {
            if (Rank < least)
                throw new InvalidOperationException($"{operation}: expected a tensor of at least {least} dimension(s), but got {Text}.");
            return Rank;
        }

        internal void RequireType(ScalarType expected, string operation, string argument)
        {
            if (type != expected) throw new ArgumentException($"{operation}: {argument} must be {expected}, but got {Text}.", argument);
        }
    }
}

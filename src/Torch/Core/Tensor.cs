// A tensor handle: a window (sizes, strides, offset) on a block of memory, and its place in the autograd graph.

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array. Views share memory; disposing the last handle frees it.</summary>
    public partial class Tensor : IDisposable, IScoped
    {
        internal readonly long[] sizes;
        internal readonly long[] strides; // in elements
        internal readonly long offset; // in elements
        internal readonly ScalarType type;
        internal AutogradMeta? meta;

        private MemoryBlock? block;
        private static long totalCount;
        private static long peakCount;

        /// <summary>A handle on a block whose reference it takes over.</summary>
        /// <param name="block">Memory.</param>
        /// <param name="sizes">Not copied.</param>
        /// <param name="strides">Not copied; in elements.</param>
        /// <param name="offset">First element.</param>
        /// <param name="type">Element type.</param>
        /// <param name="scoped">False: an internal handle that no dispose scope knows.</param>
        internal Tensor(MemoryBlock block, long[] sizes, long[] strides, long offset, ScalarType type, bool scoped = true)
        {
            (this.block, this.sizes, this.strides, this.offset, this.type) = (block, sizes, strides, offset, type);
            var count = Interlocked.Increment(ref totalCount);
            if (count > peakCount) peakCount = count;
            if (scoped) Temporaries.Register(this);
        }

        /// <summary>A leaf on the memory of another tensor, such as a parameter.</summary>
        internal Tensor(Tensor data, bool requires_grad)
            : this(data.Block, data.sizes, data.strides, data.offset, data.type)
        {
            Block.AddReference();
            if (requires_grad) this.requires_grad = true;
        }

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

        /// <summary>New memory with undefined contents.</summary>
        internal static Tensor Empty(long[] sizes, ScalarType type, bool scoped = true) =>
            new(new MemoryBlock(Shape.Bytes(sizes, type)), sizes, Shape.Strides(sizes), 0, type, scoped);

        /// <summary>Another window on the same memory; knows nothing of gradients.</summary>
        internal Tensor Window(long[] sizes, long[] strides, long offset, bool scoped = true)
        {
            Block.AddReference();
            return new Tensor(Block, sizes, strides, offset, type, scoped);
        }

        /// <summary>An internal handle on the same data without history: what backward functions keep.</summary>
        internal Tensor Keep() => Window(sizes, strides, offset, scoped: false);

        /// <summary>An internal handle on the very same tensor.</summary>
        internal Tensor InternalAlias() => SameAs(Window(sizes, strides, offset, scoped: false));

        /// <summary>A second handle on the very same tensor: same memory, same gradient, same history.</summary>
        public Tensor alias() => SameAs(Window(sizes, strides, offset));

        private Tensor SameAs(Tensor other)
        {
            other.meta = meta ??= new AutogradMeta();
            meta.AddReference();
            return other;
        }

        public long[] shape => (long[])Alive.sizes.Clone();

        public long[] size() => (long[])Alive.sizes.Clone();

        public long size(int dim) => Alive.sizes[Shape.Wrap(dim, RequireRank(1, nameof(size)), nameof(size))];

        public long[] stride() => (long[])Alive.strides.Clone();

        public long stride(int dim) => Alive.strides[Shape.Wrap(dim, RequireRank(1, nameof(stride)), nameof(stride))];

        public long storage_offset() => Alive.offset;

        public long dim() => Alive.sizes.Length;

        public long ndim => Alive.sizes.Length;

        public long Dimensions => Alive.sizes.Length;

        public long numel() => Alive.Count;

        public long NumberOfElements => Alive.Count;

        public long ElementSize => ElementType.Size(type);

        public long element_size() => ElementType.Size(type);

        public ScalarType dtype => Alive.type;

        public Device device => CPU;

        public DeviceType device_type => DeviceType.CPU;

        public int device_index => -1;

        public bool is_cpu() => true;

        public bool is_cuda => false;

        public bool is_meta => false;

        public bool is_sparse => false;

        public bool is_contiguous() => Alive.IsContiguous;

        public bool is_floating_point() => torch.is_floating_point(type);

        public bool is_integral() => torch.is_integral(type);

        public bool is_complex() => false;

        /// <summary>True after <see cref="Dispose()"/>.</summary>
        public bool IsInvalid => block is null;

        /// <summary>Handles alive in the process, internal ones included.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        public static long PeakCount => Interlocked.Read(ref peakCount);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref block, null) is not { } memory) return;
            Interlocked.Decrement(ref totalCount);
            if (IsRegistered) DisposeScopeManager.Unregister(this);
            memory.Release();
            meta?.Release();
        }

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

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is not null) OwningDisposeScope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>True for the very same elements in the same shape.</summary>
        public bool Equals(Tensor target)
        {
            if (target is null || type != target.type || !Shape.Same(sizes, target.sizes)) return false;
            using var temporaries = new Temporaries();
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

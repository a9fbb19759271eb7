// How handles come and go: a user's handle is used once; the engine's own are used again.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // The engine's own handles that were retired on this thread. A handle that a user has seen never comes here.
        [ThreadStatic]
        private static FreeList<Tensor>? free;

        private static long totalCount;

        private bool isRetired;

        private Tensor(MemoryBlock block, long[] sizes, long[] strides, long offset, ScalarType type)
        {
            (this.block, this.sizes, this.strides, this.offset, this.type) = (block, sizes, strides, offset, type);
            Born();
        }

        /// <summary>A leaf on the memory of another tensor, such as a parameter.</summary>
        internal Tensor(Tensor data, bool requires_grad)
            : this(data.Block, data.sizes, data.strides, data.offset, data.type)
        {
            Block.AddReference();
            Temporaries.Register(this);
            if (requires_grad) this.requires_grad = true;
        }

        /// <summary>A handle on a block whose reference it takes over.</summary>
        /// <param name="block">Memory.</param>
        /// <param name="sizes">Not copied.</param>
        /// <param name="strides">Not copied; in elements.</param>
        /// <param name="offset">First element.</param>
        /// <param name="type">Element type.</param>
        /// <param name="scoped">False: an internal handle that no dispose scope knows; its one owner retires it.</param>
        internal static Tensor Of(MemoryBlock block, long[] sizes, long[] strides, long offset, ScalarType type, bool scoped = true)
        {
            if (scoped && !Temporaries.AreOpen || free?.Take() is not { } handle) handle = new(block, sizes, strides, offset, type);
            else
            {
                (handle.block, handle.sizes, handle.strides, handle.offset, handle.type) = (block, sizes, strides, offset, type);
                handle.isRetired = false;
                Born();
            }
            if (scoped) Temporaries.Register(handle);
            return handle;
        }

        /// <summary>New memory with undefined contents.</summary>
        internal static Tensor Empty(long[] sizes, ScalarType type, bool scoped = true) =>
            Of(MemoryBlock.Of(Shape.Bytes(sizes, type)), sizes, Shape.Strides(sizes), 0, type, scoped);

        /// <summary>Another window on the same memory; knows nothing of gradients.</summary>
        internal Tensor Window(long[] sizes, long[] strides, long offset, bool scoped = true)
        {
            var memory = Block;
            memory.AddReference();
            return Of(memory, sizes, strides, offset, type, scoped);
        }

        /// <summary>An internal handle on the same data without history: what backward functions keep.</summary>
        internal Tensor Keep() => Window(sizes, strides, offset, scoped: false);

        /// <summary>A second handle on the very same tensor: same memory, same gradient, same history.</summary>
        public Tensor alias()
        {
            var other = Window(sizes, strides, offset);
            other.meta = Meta;
            other.meta.AddReference();
            return other;
        }

        /// <summary>Disposes an internal handle, and uses it again: only its owner may call this, once, and nobody may look at it after.</summary>
        /// <exception cref="InvalidOperationException">It was retired before.</exception>
        internal void Retire()
        {
            if (isRetired) throw new InvalidOperationException("An internal handle was retired twice.");
            End();
            if (GetType() != typeof(Tensor)) return;
            isRetired = true;
            // Whoever looks nevertheless, finds nothing.
            (sizes, strides, IsRegistered) = (null!, null!, false);
            (free ??= new()).Keep(this);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing) => End();

        private void End()
        {
            if (Interlocked.Exchange(ref block, null) is not { } memory) return;
            Interlocked.Decrement(ref totalCount);
            if (IsRegistered) DisposeScopeManager.Unregister(this);
            memory.Release();
            // What it knew of gradients may belong to another tensor soon.
            var known = meta;
            meta = null;
            known?.Release();
        }

        private static void Born()
        {
            Interlocked.Increment(ref totalCount);
        }
    }
}

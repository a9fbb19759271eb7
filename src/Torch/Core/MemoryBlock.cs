// The memory behind a tensor and all views of it: counted references, and a version that in-place changes raise.
using TorchSharp.Kernels;

namespace TorchSharp;

internal sealed unsafe class MemoryBlock
{
    [ThreadStatic]
    private static FreeList<MemoryBlock>? free;

    private void* address;
    private int references;

    /// <summary>How often an in-place operation has written here; saved tensors compare it.</summary>
    public int Version;

    private MemoryBlock()
    {
    }

    /// <summary>New memory with undefined contents; the caller has the first reference.</summary>
    public static MemoryBlock Of(long bytes)
    {
        if (NativeMemoryPool.BytesInUse > Volatile.Read(ref collectAbove)) CollectForgotten();
        if (bytes > Most - NativeMemoryPool.BytesInUse) RequireRoom(bytes);
        var memory = NativeMemoryPool.Rent(Math.Max(bytes, 1));
        var block = free?.Take() ?? new MemoryBlock();
        block.address = memory;
        (block.Bytes, block.Version, block.references) = (bytes, 0, 1);
        return block;
    }

    // The system promises more memory than it has and ends a process that takes it at its word.
    private static readonly long Most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static void RequireRoom(long bytes)
    {
        CollectForgotten();
        var used = NativeMemoryPool.BytesInUse;
        if (bytes > Most - used)
            throw new OutOfMemoryException(
                $"A tensor of {bytes} bytes does not fit: {used} of {Most} bytes are in use by other tensors. Dispose of some, or take a smaller batch, context or model.");
    }

    public long Bytes { get; private set; }

    /// <summary>64-byte aligned. The block stays reachable while an operation works on the address: see <see cref="Recent"/>.</summary>
    public void* Address
    {
        get
        {
            var recent = Recent ??= new MemoryBlock[RecentCount];
            recent[RecentNext++ & (RecentCount - 1)] = this;
            return address;
        }
    }

    /// <summary>Only one handle looks at this memory.</summary>
    public bool IsExclusive => Volatile.Read(ref references) == 1;

    public void AddReference() => Interlocked.Increment(ref references);

    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0) return;
        NativeMemoryPool.Return(address);
        address = null;
        // The finalizer stays registered for the next use; for a block without memory it does nothing.
        (free ??= new()).Keep(this);
    }

    // Handles that were never disposed: the collector found the block unreachable.
    ~MemoryBlock()
    {
        NativeMemoryPool.Return(address);
        address = null;
    }

    // Programs without dispose scopes leave their tensors to the garbage collector, to which a tensor looks small.
    // When much memory is in use it is told to look, and again when what is really needed has doubled.
    private const long FirstCollection = 512L << 20;
    private static long collectAbove = FirstCollection;

    private static void CollectForgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Volatile.Write(ref collectAbove, Math.Max(FirstCollection, 2 * NativeMemoryPool.BytesInUse));
    }

    // A pointer alone does not keep its block from being finalised. The blocks whose address a thread asked for last do:
    // far more of them than one operation uses.
    private const int RecentCount = 32;

    [ThreadStatic]
    private static MemoryBlock[]? Recent;

    [ThreadStatic]
    private static int RecentNext;
}

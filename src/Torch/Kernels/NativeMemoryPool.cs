// Aligned native memory, kept by size class so that a training step reuses the blocks of the step before.
namespace TorchSharp.Kernels;

internal static unsafe class NativeMemoryPool
{
    private const int Alignment = 64;       // a cache line and a Vector512; also the size of the header before each block
    private const int Classes = 4 * 64;
    private const long LargestOfSlab = 8L << 20;    // blocks up to this size are cut from slabs and stay with the pool
    private const long Slab = 32L << 20;

    private static readonly Stack<nint>[] free = CreateStacks();
    private static readonly Lock gate = new();
    private static long bytesInUse;
    private static long bytesHeld;
    private static byte* slab;
    private static long leftInSlab;

    /// <summary>Freed memory beyond this many bytes goes back to the system; small blocks stay.</summary>
    public static long RetentionLimit { get; set; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Bytes in blocks that are rented now.</summary>
    public static long BytesInUse => Interlocked.Read(ref bytesInUse);

    /// <summary>Bytes in blocks kept for the next renter.</summary>
    public static long BytesHeld => Interlocked.Read(ref bytesHeld);

    /// <summary>A block of at least <paramref name="bytes"/> bytes, 64-byte aligned, contents arbitrary.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more memory, even after releasing what is held.</exception>
    public static void* Rent(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        int sizeClass = ClassOf(Math.Max(bytes, Alignment));
        long size = SizeOf(sizeClass);
        lock (gate)
        {
            if (free[sizeClass].TryPop(out nint kept))
            {
                bytesHeld -= size;
                bytesInUse += size;
                return (void*)kept;
            }
        }
        byte* start = Allocate(size);
        *(int*)start = sizeClass;
        Interlocked.Add(ref bytesInUse, size);
        return start + Alignment;
    }

    /// <summary>Gives back a block of <see cref="Rent"/>; null is allowed.</summary>
    public static void Return(void* block)
    {
        if (block == null) return;
        byte* start = (byte*)block - Alignment;
        int sizeClass = *(int*)start;
        long size = SizeOf(sizeClass);
        lock (gate)
        {
            bytesInUse -= size;
            if (size <= LargestOfSlab || bytesHeld + size <= RetentionLimit)
            {
                bytesHeld += size;
                free[sizeClass].Push((nint)block);
                return;
            }
        }
        MemorySlab.Free(start);
    }

    /// <summary>Gives every large block that is not rented back to the system.</summary>
    public static void Trim()
    {
        lock (gate)
        {
            for (int sizeClass = ClassOf(LargestOfSlab) + 1; sizeClass < Classes; sizeClass++)
            {
                while (free[sizeClass].TryPop(out nint block))
                {
                    MemorySlab.Free((byte*)block - Alignment);
                    bytesHeld -= SizeOf(sizeClass);
                }
            }
        }
    }

    private static byte* Allocate(long size)
    {
        long total = checked(size + Alignment);
        try
        {
            return size <= LargestOfSlab ? Cut((total + Alignment - 1) / Alignment * Alignment) : MemorySlab.Allocate(total, Alignment);
        }
        catch (OutOfMemoryException)
        {
            Trim();
            return MemorySlab.Allocate(total, Alignment);
        }
    }

    private static byte* Cut(long total)
    {
        lock (gate)
        {
            if (leftInSlab < total)
            {
                slab = MemorySlab.Allocate(Slab, Alignment);
                leftInSlab = Slab;
            }
            byte* start = slab;
            slab += total;
            leftInSlab -= total;
            return start;
        }
    }

    // Four classes per power of two, so that at most a quarter of a block is unused: size = (4 + quarter) * 2^exponent.
    private static int ClassOf(long bytes)
    {
        int exponent = Math.Max(0, 61 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(bytes - 1)));
        long quarter = ((bytes - 1) >> exponent) - 3;
        return (exponent * 4) + (int)quarter;
    }

    private static long SizeOf(int sizeClass) => (4L + (sizeClass & 3)) << (sizeClass >> 2);

    private static Stack<nint>[] CreateStacks()
    {
        var stacks = new Stack<nint>[Classes];
        for (int i = 0; i < Classes; i++) stacks[i] = new Stack<nint>();
        return stacks;
    }
}

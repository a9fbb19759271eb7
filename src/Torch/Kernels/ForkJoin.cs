// One parallel loop for every kernel: persistent workers, caller included, ranges handed out over an index space.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Kernels;

/// <summary>A piece of a parallel loop: does the work of [from, to).</summary>
internal delegate void RangeBody(long from, long to);

/// <summary>A parallel loop's body with its arguments as fields, so that a kernel call allocates nothing.</summary>
internal interface IRangeJob
{
    void Run(long from, long to);
}

/// <remarks>
/// Each participant owns an equal share of the index space, the same for every loop of that count, so that a core meets
/// again the rows it wrote last; who is done early takes chunks of the others' shares. A worker that comes too late is not waited for.
/// </remarks>
internal static unsafe class ForkJoin
{
    private const int MaximumThreads = 256;
    private const int ChunksPerShare = 4;
    private const long Open = 1L << 31;     // state = ticket (32 bits) | open (1 bit) | workers that entered (31 bits)

    private static readonly Share[] shares = new Share[MaximumThreads];
    private static readonly object sleep = new();
    private static readonly long spinTicks = Stopwatch.Frequency / 20_000;     // 50 microseconds
    private static int threads = Math.Min(Environment.ProcessorCount, MaximumThreads);
    private static int workers, sleepers;
    private static int held;
    private static long state, left;
    private static int participants;
    private static long chunk;
    private static delegate*<void*, long, long, void> code;
    private static void* job;
    private static Exception? failure;

    [ThreadStatic]
    private static bool inside;

    /// <summary>How many threads a loop may use, the caller included.</summary>
    public static int Threads
    {
        get => threads;
        set => threads = value > 0 ? Math.Min(value, MaximumThreads)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads must be at least 1.");
    }

    /// <summary>Runs the body over [0, count) in ranges of at least <paramref name="grain"/>; exceptions of the body come out here.</summary>
    public static void For(long count, long grain, RangeBody body)
    {
        var call = new DelegateJob(body);
        For(count, grain, ref call);
    }

    /// <summary>As the delegate's form, without allocation. The job must hold no managed reference that changes while it runs.</summary>
    public static void For<TJob>(long count, long grain, ref TJob body)
        where TJob : struct, IRangeJob
    {
        if (count <= 0) return;
        int share = (int)Math.Min(threads, count / Math.Max(grain, 1));
        if (share < 2 || inside || Interlocked.CompareExchange(ref held, 1, 0) != 0)
        {
            body.Run(0, count);
            return;
        }
        try
        {
            inside = true;
            fixed (byte* pinned = &Unsafe.As<TJob, byte>(ref body)) Fork(count, grain, share, &Invoke<TJob>, pinned);
        }
        finally
        {
            inside = false;
            Volatile.Write(ref held, 0);
        }
    }

    private static void Fork(long count, long grain, int share, delegate*<void*, long, long, void> invoke, void* body)
    {
        while (workers < share - 1) StartWorker();
        code = invoke;
        job = body;
        participants = share;
        failure = null;
        left = 0;
        chunk = Math.Max(Math.Max(grain, 1), (count + (share * ChunksPerShare) - 1) / (share * ChunksPerShare));
        for (int i = 0; i < share; i++)
        {
            shares[i].Next = count * i / share;
            shares[i].End = count * (i + 1) / share;
        }
        long ticket = (uint)((state >> 32) + 1);
        Interlocked.Exchange(ref state, (ticket << 32) | Open);
        if (Volatile.Read(ref sleepers) > 0) Wake();
        Participate(0);
        long entered = Interlocked.And(ref state, ~Open) & (Open - 1);
        for (int spin = 0; Volatile.Read(ref left) != entered; spin++)
        {
            if (spin < 20_000) Thread.SpinWait(4);
            else Thread.Yield();
        }
        job = null;
        if (failure is { } thrown) ExceptionDispatchInfo.Throw(thrown);
    }

    private static void Participate(int self)
    {
        int all = participants;
        long size = chunk;
        try
        {
            for (int i = 0; i < all; i++)
            {
                ref Share share = ref shares[(self + i) % all];
                while (Volatile.Read(ref share.Next) < share.End)
                {
                    long from = Interlocked.Add(ref share.Next, size) - size;
                    if (from >= share.End || Volatile.Read(ref failure) != null) break;
                    code(job, from, Math.Min(from + size, share.End));
                }
            }
        }
        catch (Exception thrown)
        {
            Interlocked.CompareExchange(ref failure, thrown, null);
        }
    }

    private static void Work(int self)
    {
        inside = true;
        long seen = 0;
        while (true)
        {
            long now = AwaitTicket(self, seen);
            seen = now >> 32;
            if (Interlocked.CompareExchange(ref state, now + 1, now) != now)
            {
                seen--;     // another worker entered first: look again
                continue;
            }
            Participate(self);
            Interlocked.Increment(ref left);
        }
    }

    /// <summary>Spins for a moment, then sleeps, until an open loop with a new ticket has a share for this worker.</summary>
    private static long AwaitTicket(int self, long seen)
    {
        long until = Stopwatch.GetTimestamp() + spinTicks;
        while (true)
        {
            for (int i = 0; i < 64; i++)
            {
                long now = Volatile.Read(ref state);
                if (IsFor(self, now, seen)) return now;
                Thread.SpinWait(1);
            }
            if (Stopwatch.GetTimestamp() < until) continue;
            lock (sleep)
            {
                Interlocked.Increment(ref sleepers);
                while (!IsFor(self, Volatile.Read(ref state), seen)) Monitor.Wait(sleep);
                Interlocked.Decrement(ref sleepers);
            }
            until = Stopwatch.GetTimestamp() + spinTicks;
        }
    }

    private static bool IsFor(int self, long now, long seen) =>
        now >> 32 != seen && (now & Open) != 0 && self < Volatile.Read(ref participants);

    private static void Wake()
    {
        lock (sleep) Monitor.PulseAll(sleep);
    }

    private static void StartWorker()
    {
        int self = ++workers;
        // Below the web server's threads where the system honours it.
        new Thread(() => Work(self)) { IsBackground = true, Name = $"Kernels {self}", Priority = ThreadPriority.BelowNormal }.Start();
    }

    private static void Invoke<TJob>(void* body, long from, long to)
        where TJob : struct, IRangeJob => Unsafe.AsRef<TJob>(body).Run(from, to);

    // A cache line each (two, against the adjacent-line prefetcher), so that shares don't disturb each other.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Share
    {
        public long Next;
        public long End;
    }

    private readonly struct DelegateJob(RangeBody body) : IRangeJob
    {
        public void Run(long from, long to) => body(from, to);
    }
}

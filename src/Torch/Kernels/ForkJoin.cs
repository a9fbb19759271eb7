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
/// Between two far cores a cache line travels for hundreds of nanoseconds, so a share is one line that says everything:
/// a worker learns of a loop, and takes its first chunk, by that line alone, and reports by another.
/// </remarks>
internal static unsafe class ForkJoin
{
    private const int MaximumThreads = 256;
    private const int ChunksPerShare = 8;
    private const long Remaining = uint.MaxValue;       // the lower half of a share's state; the upper half is the loop's ticket

    // Native, so that lines are not moved and lie as they should. Share i belongs to participant i; 0 is the caller.
    private static readonly Share* shares = (Share*)NativeMemory.AlignedAlloc((nuint)(MaximumThreads * sizeof(Share)), 128);
    private static readonly Report* reports = (Report*)NativeMemory.AlignedAlloc((nuint)(MaximumThreads * sizeof(Report)), 128);
    private static readonly object sleep = new();
    private static readonly long spinTicks = Stopwatch.Frequency / 20_000;     // 50 microseconds
    private static int threads = Math.Min(Environment.ProcessorCount, MaximumThreads);
    private static int workers, sleepers;
    private static int held;
    private static uint lastTicket;
    private static Exception? failure;

    [ThreadStatic]
    private static bool inside;

    static ForkJoin()
    {
        new Span<Share>(shares, MaximumThreads).Clear();
        new Span<Report>(reports, MaximumThreads).Clear();
    }

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

    private static void Fork(long count, long grain, int participants, delegate*<void*, long, long, void> code, void* job)
    {
        while (workers < participants - 1) StartWorker();
        failure = null;
        uint ticket = ++lastTicket;
        long chunk = Math.Max(Math.Max(grain, 1), (count + (participants * ChunksPerShare) - 1) / (participants * ChunksPerShare)), all = 0;
        // A share may be written because the loop before has left nothing of it: nobody can take a chunk of it now.
        for (int i = participants - 1; i >= 0; i--)
        {
            Share* share = shares + i;
            long first = count * i / participants, end = count * (i + 1) / participants, chunks = (end - first + chunk - 1) / chunk;
            share->Code = code;
            share->Job = job;
            (share->First, share->End, share->Chunk, share->Participants) = (first, end, chunk, participants);
            all += chunks;
            Volatile.Write(ref share->State, ((long)ticket << 32) | chunks);
        }
        // Without a fence, which would wait for the workers' lines: who falls asleep at this very moment misses a loop, and the others do its share.
        if (Volatile.Read(ref sleepers) > 0) Wake();
        long done = Participate(0, ticket, participants);
        for (int spin = 0; done + Reported(ticket, participants) != all; spin++)
        {
            if (spin < 20_000) Thread.SpinWait(1);
            else Thread.Yield();
        }
        if (failure is { } thrown) ExceptionDispatchInfo.Throw(thrown);
    }

    // Takes chunks until none is left anywhere, its own share first; returns how many it has done.
    private static long Participate(int self, uint ticket, int participants)
    {
        long done = 0;
        for (int i = 0; i < participants; i++)
        {
            int owner = (self + i) % participants;
            while (TryTake(shares + owner, ticket, out long from, out long to, out var code, out void* job))
            {
                try
                {
                    if (Volatile.Read(ref failure) == null) code(job, from, to);
                }
                catch (Exception thrown)
                {
                    Interlocked.CompareExchange(ref failure, thrown, null);
                }
                done++;
                if (self > 0 && i > 0) Volatile.Write(ref reports[self].State, ((long)ticket << 32) | done);
            }
            if (self > 0 && i == 0) Volatile.Write(ref reports[self].State, ((long)ticket << 32) | done);
        }
        return done;
    }

    /// <summary>One chunk of a share, if it still belongs to this loop and has one.</summary>
    private static bool TryTake(Share* share, uint ticket, out long from, out long to, out delegate*<void*, long, long, void> code, out void* job)
    {
        while (true)
        {
            long state = Volatile.Read(ref share->State), remaining = state & Remaining;
            // Read before the chunk is taken, and valid if it is: a share with a chunk left is not written.
            long chunk = share->Chunk, end = share->End, first = share->First;
            code = share->Code;
            job = share->Job;
            (from, to) = (0, 0);
            if (state >>> 32 != ticket || remaining == 0) return false;
            if (Interlocked.CompareExchange(ref share->State, state - 1, state) != state) continue;
            long chunks = (end - first + chunk - 1) / chunk;
            from = first + ((chunks - remaining) * chunk);
            to = Math.Min(from + chunk, end);
            return true;
        }
    }

    // Chunks that the workers have reported for this loop.
    private static long Reported(uint ticket, int participants)
    {
        long sum = 0;
        for (int i = 1; i < participants; i++)
        {
            long state = Volatile.Read(ref reports[i].State);
            if (state >>> 32 == ticket) sum += state & Remaining;
        }
        return sum;
    }

    private static void Work(int self)
    {
        inside = true;
        while (true)
        {
            long state = AwaitShare(self);
            // Stays that of this loop while a chunk of it is left, and is checked with every chunk.
            Participate(self, (uint)(state >>> 32), shares[self].Participants);
        }
    }

    /// <summary>Spins for a moment, then sleeps, until this worker's share has a chunk.</summary>
    private static long AwaitShare(int self)
    {
        ref long share = ref shares[self].State;
        long until = Stopwatch.GetTimestamp() + spinTicks;
        while (true)
        {
            for (int i = 0; i < 64; i++)
            {
                long state = Volatile.Read(ref share);
                if ((state & Remaining) != 0) return state;
                Thread.SpinWait(1);
            }
            if (Stopwatch.GetTimestamp() < until) continue;
            lock (sleep)
            {
                Interlocked.Increment(ref sleepers);
                while ((Volatile.Read(ref share) & Remaining) == 0) Monitor.Wait(sleep);
                Interlocked.Decrement(ref sleepers);
            }
            until = Stopwatch.GetTimestamp() + spinTicks;
        }
    }

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

    // One line, and room for another, against the prefetcher that brings lines in pairs.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Share
    {
        public long State;      // ticket and chunks left
        public delegate*<void*, long, long, void> Code;
        public void* Job;
        public long First;
        public long End;
        public long Chunk;
        public int Participants;
    }

    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Report
    {
        public long State;      // ticket and chunks done
    }

    private readonly struct DelegateJob(RangeBody body) : IRangeJob
    {
        public void Run(long from, long to) => body(from, to);
    }
}

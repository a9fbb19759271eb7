// The parallel loop: every index once, exceptions come out, nesting and several callers don't block.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed class ForkJoinTests : KernelTest
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(1000, 1)]
    [InlineData(1000, 999)]
    [InlineData(100_000, 10)]
    public void For_AnyCountAndGrain_VisitsEachIndexOnce(int count, long grain)
    {
        for (int threads = 1; threads <= 4; threads++)
        {
            ForkJoin.Threads = threads;
            var visits = new int[count];
            ForkJoin.For(count, grain, (from, to) =>
            {
                for (long i = from; i < to; i++) Interlocked.Increment(ref visits[i]);
            });
            Assert.All(visits, visit => Assert.Equal(1, visit));
        }
    }

    [Fact]
    public void For_BodyThrows_ThrowsTheSameAndWorksAfterwards()
    {
        ForkJoin.Threads = 3;
        for (int round = 0; round < 100; round++)
        {
            var thrown = Assert.Throws<InvalidOperationException>(() => ForkJoin.For(300, 1, (from, to) =>
            {
                if (from <= 150 && 150 < to) throw new InvalidOperationException("index 150");
            }));
            Assert.Equal("index 150", thrown.Message);
            long sum = 0;
            ForkJoin.For(300, 1, (from, to) => Interlocked.Add(ref sum, to - from));
            Assert.Equal(300, sum);
        }
    }

    [Fact]
    public void For_Nested_RunsInline()
    {
        ForkJoin.Threads = 3;
        long sum = 0;
        ForkJoin.For(12, 1, (from, to) =>
        {
            int outer = Environment.CurrentManagedThreadId;
            ForkJoin.For(1000, 1, (innerFrom, innerTo) =>
            {
                Assert.Equal(outer, Environment.CurrentManagedThreadId);
                Interlocked.Add(ref sum, (to - from) * (innerTo - innerFrom));
            });
        });
        Assert.Equal(12_000, sum);
    }

    [Fact]
    public void For_SeveralCallersAtOnce_AllFinishWithTheirOwnSums()
    {
        ForkJoin.Threads = 3;
        var callers = new Thread[6];
        var sums = new long[callers.Length];
        using var start = new Barrier(callers.Length);
        for (int c = 0; c < callers.Length; c++)
        {
            int self = c;
            callers[c] = new Thread(() =>
            {
                start.SignalAndWait();
                for (int round = 0; round < 3000; round++) ForkJoin.For(64, 1, (from, to) => Interlocked.Add(ref sums[self], to - from));
            });
            callers[c].Start();
        }
        foreach (Thread caller in callers) caller.Join();
        Assert.All(sums, sum => Assert.Equal(3000 * 64, sum));
    }

    [Fact]
    public void For_AfterWorkersFellAsleep_WakesThem()
    {
        ForkJoin.Threads = 2;
        for (int round = 0; round < 20; round++)
        {
            // Two ranges that wait for each other: ends only if a second thread joins in.
            using var both = new Barrier(2);
            ForkJoin.For(2, 1, (from, to) =>
            {
                for (long i = from; i < to; i++) both.SignalAndWait();
            });
            new ManualResetEventSlim().Wait(round);    // up to 19 ms: well beyond the spinning
        }
    }

    [Fact]
    public void Threads_Zero_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ForkJoin.Threads = 0);

    [Fact]
    public void For_Struct_AllocatesNothing()
    {
        ForkJoin.Threads = 2;
        var job = new Nothing();
        for (int i = 0; i < 50; i++) ForkJoin.For(100, 1, ref job);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) ForkJoin.For(100, 1, ref job);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private readonly struct Nothing : IRangeJob
    {
        public void Run(long from, long to)
        {
        }
    }
}

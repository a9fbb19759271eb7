// Many threads that make, hand over and dispose tensors and graphs: each result is what it would be alone.
using System.Collections.Concurrent;
using TorchSharp.Kernels;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Autograd;

[Collection(nameof(WholeProcess))]
public sealed class ReuseAcrossThreadsTests
{
    private const int Threads = 6;
    private const int Rounds = 400;

    // A graph whose gradient is known: d/dx of sum(a x softly split and put together again) is a.
    private static Tensor Loss(Tensor x, Tensor factor)
    {
        var halves = (x * factor).view(2, -1).unbind(0); // 2 x (n/2)
        return (halves[0] + 0).sum() + halves[1].reshape(1, -1).transpose(0, 1).sum();
    }

    // A thread that fails leaves the ring, so that the others don't wait for it.
    private static void OnThreads(Action<int> body, Barrier? ring = null)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                body(number);
            }
            catch (Exception error)
            {
                failures.Enqueue(error);
                ring?.RemoveParticipant();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Empty(failures);
    }

    [Fact]
    public void Steps_OnManyThreads_GiveEachItsOwnGradients()
    {
        using var factor = arange(32, ScalarType.Float32); // shared, read only
        OnThreads(number =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                using var scope = NewDisposeScope();
                var x = full(32, number * 1000 + round, requires_grad: true);
                Loss(x, factor).backward();
                for (var i = 0; i < 32; i++)
                    if (x.grad!.data<float>().ToArray()[i] != i) throw new InvalidOperationException($"thread {number}, round {round}: the gradient of element {i} is {x.grad!.data<float>().ToArray()[i]}.");
            }
        });
    }

    [Fact]
    public void Graphs_MadeRunAndDisposedOnDifferentThreads_GiveTheirGradients()
    {
        var before = (SettledMemory.Bytes(), Tensor.TotalCount);
        using var ring = new Barrier(Threads);
        var made = new (Tensor X, Tensor Factor, Tensor Loss)[Threads];
        var ran = new (Tensor X, Tensor Factor, Tensor Loss)[Threads];
        OnThreads(number =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var x = ones(16, requires_grad: true);
                var factor = full(16, number + round);
                using (NewDisposeScope()) made[number] = (x, factor, Loss(x, factor).DetachFromDisposeScope());
                ring.SignalAndWait();
                ran[number] = made[(number + 1) % Threads];
                ran[number].Loss.backward();
                ring.SignalAndWait();
                var (used, by, loss) = ran[(number + 2) % Threads];
                using (var gradient = used.grad!)
                    if (!gradient.Equals(by)) throw new InvalidOperationException($"thread {number}, round {round}: a gradient is not its factor.");
                used.Dispose();
                by.Dispose();
                loss.Dispose();
                ring.SignalAndWait();
            }
        }, ring);
        Assert.Equal(before, (NativeMemoryPool.BytesInUse, Tensor.TotalCount));
    }

    [Fact]
    public void Tensors_DisposedByAllThreadsAtOnce_AreDisposedOnce()
    {
        var before = (SettledMemory.Bytes(), Tensor.TotalCount);
        using var ring = new Barrier(Threads);
        var shared = new Tensor[Threads];
        OnThreads(number =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                shared[number] = full(64, number);
                ring.SignalAndWait();
                var own = full(64, -number);
                foreach (var tensor in shared) tensor.Dispose();
                if (own.data<float>().ToArray()[round % 64] != -number) throw new InvalidOperationException($"thread {number}, round {round}: somebody else's memory.");
                own.Dispose();
                ring.SignalAndWait();
            }
        }, ring);
        Assert.Equal(before, (NativeMemoryPool.BytesInUse, Tensor.TotalCount));
    }

    [Fact]
    public void Graphs_NeverDisposed_AreFreedByTheCollector()
    {
        var before = SettledMemory.Bytes();
        OnThreads(_ =>
        {
            for (var round = 0; round < 50; round++)
            {
                var x = ones(1 << 12, requires_grad: true); // 16 KiB
                Loss(x, x).backward();
                if (x.grad!.data<float>().ToArray()[7] != 2) throw new InvalidOperationException("d/dx of x^2 at 1 is 2.");
            }
        });
        // What the threads worked on last is theirs until they are gone.
        Assert.InRange(SettledMemory.Bytes() - before, -(1 << 20), 1 << 20);
    }
}

// Memory: what backward needs outlives the user's handles, and everything goes back to the pool in the end.
using TorchSharp.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Autograd;

/// <summary>Tests that look at counts of the whole process.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;

[Collection(nameof(WholeProcess))]
public sealed class MemoryTests
{
    // Managed bytes of a step of Loss with AdamW; lower it when less is needed, so that it never creeps up.
    private const long LargestStep = 10_000;

    private static Tensor Loss(Tensor x, Tensor w, Tensor gain, Tensor table, Tensor ids)
    {
        var tokens = x + table.index_select(0, ids); // (B, T, C)
        var parts = nn.functional.linear(nn.functional.layer_norm(tokens, [16], gain), w).chunk(3, 2); // 3 x (B, T, C)
        var heads = Array.ConvertAll(parts, part => part.view(2, 8, 4, 4).transpose(1, 2)); // 3 x (B, H, T, D)
        var y = nn.functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], is_casual: true).transpose(1, 2).reshape(2, 8, 16); // (B, T, C)
        return nn.functional.cross_entropy((tokens + y.gelu()).view(-1, 16), arange(16));
    }

    [Fact]
    public void Backward_ThroughSequence_FreesTheSlopesOfItsActivations()
    {
        using var outer = NewDisposeScope();
        using var model = Sequential(Linear(64, 256), nn.GELU(), Linear(256, 1));
        using var x = randn(128, 64);
        model.call(x).sum().backward(); // the gradients are there from now on
        using var inner = NewDisposeScope();
        var before = SettledMemory.Bytes();
        var loss = model.call(x).sum(); // ()
        Assert.InRange(NativeMemoryPool.BytesInUse - before, 2 * 128 * 256 * sizeof(float), long.MaxValue);   // hidden values and slopes
        loss.backward();
        Assert.InRange(NativeMemoryPool.BytesInUse - before, 0, 16_384);
    }

    [Fact]
    public void Steps_InDisposeScopes_LeaveNothingBehind()
    {
        using var outer = NewDisposeScope();
        var x = randn(2, 8, 16);
        var w = randn(48, 16).requires_grad_();
        var gain = ones(16, requires_grad: true);
        var table = randn(5, 16).requires_grad_();
        var ids = tensor([0L, 1, 2, 3, 4, 0, 1, 2]);
        void Step(bool backward)
        {
            using var scope = NewDisposeScope();
            var loss = Loss(x, w, gain, table, ids);
            if (backward) loss.backward();
            foreach (var leaf in (Tensor[])[w, gain, table]) leaf.grad = null;
        }
        Step(true);
        var before = SettledMemory.Bytes();
        var handles = Tensor.TotalCount;
        for (var i = 0; i < 20; i++) Step(backward: i % 2 == 0);
        // No collection needed: reference counts alone have freed it.
        Assert.Equal(before, NativeMemoryPool.BytesInUse);
        Assert.Equal(handles, Tensor.TotalCount);
    }

    [Fact]
    public void TrainingSteps_Settled_AllocateLittleAndThePoolDoesNotGrow()
    {
        // The kernels' own threads allocate nothing; with one thread no work is left to them, and every step allocates the same.
        var threads = ForkJoin.Threads;
        ForkJoin.Threads = 1;
        try
        {
            using var outer = NewDisposeScope();
            var x = randn(2, 8, 16);
            var (w, gain, table) = (new Parameter(randn(48, 16)), new Parameter(ones(16)), new Parameter(randn(5, 16)));
            Parameter[] parameters = [w, gain, table];
            using var optimizer = AdamW(parameters, 1e-3);
            var ids = tensor([0L, 1, 2, 3, 4, 0, 1, 2]);
            void Step()
            {
                using var scope = NewDisposeScope();
                foreach (var parameter in parameters) parameter.ClearGradient(setToNone: false);
                Loss(x, w, gain, table, ids).backward();
                nn.utils.clip_grad_norm_(parameters, 1);
                optimizer.step();
            }
            for (var i = 0; i < 50; i++) Step();
            SettledMemory.Bytes();
            var (used, held) = (NativeMemoryPool.BytesInUse, NativeMemoryPool.BytesHeld);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 200; i++) Step();
            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / 200;
            Assert.Equal((used, held), (NativeMemoryPool.BytesInUse, NativeMemoryPool.BytesHeld));
            Assert.InRange(allocated, 0, LargestStep);
        }
        finally
        {
            ForkJoin.Threads = threads;
        }
    }

    [Fact]
    public void Backward_AllHandlesDisposed_StillHasWhatItSaved()
    {
        using var outer = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        Tensor loss;
        using (var inner = NewDisposeScope())
        {
            var y = (x * x).exp();
            loss = y.log().sum().MoveToOuterDisposeScope();
        }
        loss.backward();
        Assert.True(x.grad!.allclose(tensor(new[] { 2f, 4f, 6f })));
    }

    [Fact]
    public void Handles_NeverDisposed_AreFreedByTheCollector()
    {
        var before = SettledMemory.Bytes();
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Leak()
        {
            for (var i = 0; i < 10; i++) _ = zeros(1 << 16) + 1;
        }
        Leak();
        // The last blocks a thread worked on stay reachable a while: use others.
        for (var i = 0; i < 100; i++) zeros(1).Dispose();
        Assert.True(SettledMemory.Bytes() - before < 1 << 18, "at most one of ten leaked tensors may still be held");
    }

    [Fact]
    public void Handles_NeverDisposed_DoNotPileUp()
    {
        SettledMemory.Bytes();
        long most = 0;
        for (var i = 0; i < 200; i++)
        {
            _ = empty([4 << 20]); // 16 MiB, 3 GiB in all
            most = Math.Max(most, NativeMemoryPool.BytesInUse);
        }
        Assert.InRange(most, 0, 1L << 30);
        SettledMemory.Bytes();
    }

    [Fact]
    public void Tensor_Disposed_SaysSoWhenUsed()
    {
        var x = ones(2);
        x.Dispose();
        Assert.True(x.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        x.Dispose();
    }

    [Fact]
    public void View_AfterItsTensorIsDisposed_KeepsTheMemory()
    {
        using var scope = NewDisposeScope();
        var x = arange(6, ScalarType.Float32);
        var view = x.view(2, 3)[1];
        x.Dispose();
        Assert.Equal([3f, 4f, 5f], view.data<float>().ToArray());
    }

    [Fact]
    public void Operations_ComposedOfOthers_LeaveOnlyTheirResultInTheScope()
    {
        using var outer = NewDisposeScope();
        var x = rand(4, 6) + 0.1;
        var bytes = SettledMemory.Bytes();
        var handles = Tensor.TotalCount;
        foreach (var operation in (Func<Tensor>[])
                 [() => x.var(0L), () => x.gelu(), () => x.norm(3f), () => x.softmax(0), () => x.matmul(x.t()), () => x.cumsum(0), () => x[1, 2], () => x.topk(2).values])
        {
            using (var inner = NewDisposeScope())
            {
                var result = operation();
                Assert.InRange(inner.DisposablesCount, 1, 3);
            }
            Assert.Equal(bytes, NativeMemoryPool.BytesInUse);
            Assert.Equal(handles, Tensor.TotalCount);
        }
    }
}

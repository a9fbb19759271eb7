// Which tensors a dispose scope kills, which it spares, and what is counted.
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class DisposeScopeTests
{
    [Fact]
    public void Scope_AtItsEnd_DisposesWhatWasMadeInside()
    {
        var outside = ones(2);
        Tensor inside;
        using (var scope = NewDisposeScope())
        {
            inside = ones(2) + outside;
            Assert.True(scope.Contains(inside));
            Assert.False(scope.Contains(outside));
        }
        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => inside.sum());
        outside.Dispose();
    }

    [Fact]
    public void MoveToOuter_FromANestedScope_LivesAsLongAsTheOuter()
    {
        Tensor kept, lost, free;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                lost = ones(1);
                kept = inner.MoveToOuter(ones(1));
                free = ones(1).DetachFromDisposeScope();
            }
            Assert.True(lost.IsInvalid);
            Assert.False(kept.IsInvalid);
            Assert.True(outer.Contains(kept));
            Assert.False(outer.Contains(free));
        }
        Assert.True(kept.IsInvalid);
        Assert.False(free.IsInvalid);
        free.Dispose();
    }

    [Fact]
    public void MoveToOuterDisposeScope_FromTheOutermost_Detaches()
    {
        Tensor kept;
        using (NewDisposeScope()) kept = ones(1).MoveToOuterDisposeScope();
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Moving_OfWhatTheScopeDoesNotOwn_ChangesNothing()
    {
        using var free = ones(1).DetachFromDisposeScope();
        using (NewDisposeScope())
        {
            using var inner = NewDisposeScope();
            inner.MoveToOuter(free);
            inner.Detach(free);
        }
        Assert.False(free.IsInvalid);
    }

    [Fact]
    public void Dispose_ByHand_TakesTheTensorOutOfItsScope()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(1);
        tensor.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Equals_OfTwoTensors_LeavesNothingInTheScope()
    {
        using var scope = NewDisposeScope();
        var (one, other) = (ones(2), ones(2));
        Assert.True(one.Equals(other));
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Statistics_OfAThread_CountWhatIsAlive()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long Alive() => DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        var free = ones(1);
        using (var scope = NewDisposeScope())
        {
            var (byHand, byScope, detached) = (ones(1), ones(1), ones(1));
            byHand.Dispose();
            scope.Detach(detached);
            Assert.Equal(3, Alive());
            detached.Dispose();
            Assert.False(byScope.IsInvalid);
        }
        Assert.Equal(1, Alive());
        free.Dispose();
        Assert.Equal(0, Alive());
    }

    [Fact]
    public void TrainingSteps_InScopes_LeaveNoTensorBehind()
    {
        using var layer = Linear(3, 2);
        using var optimizer = AdamW(layer.parameters());
        Step();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 5; i++) Step();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            layer.zero_grad();
            layer.call(ones(4, 3)).sum().backward();
            optimizer.step();
        }
    }

    [Fact]
    public void Module_MadeInsideAScope_OutlivesIt()
    {
        WithBuffer buffered;
        nn.Module<Tensor, Tensor> model;
        using (NewDisposeScope()) model = Sequential(Linear(2, 2), nn.LayerNorm(2), buffered = new WithBuffer());
        List<Tensor> tensors = [.. model.parameters(), buffered.shift];
        Assert.All(tensors, tensor => Assert.False(tensor.IsInvalid));
        Assert.Equal(5, tensors.Count);
        model.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Parameter_OfATensor_TakesItOver()
    {
        using var data = tensor(new float[] { 1, 2 });
        using var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(parameter.is_leaf);
        Assert.Equal([1f, 2f], parameter.data<float>().ToArray());
    }

    private sealed class WithBuffer : nn.Module<Tensor, Tensor>
    {
        public readonly Tensor shift = ones(2);

        public WithBuffer() : base(nameof(WithBuffer)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input + shift;
    }
}

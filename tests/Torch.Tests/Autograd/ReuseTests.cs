// What the engine uses again (handles of its own, blocks, nodes, metas) never shows through a tensor that a user holds.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Autograd;

public sealed class ReuseTests
{
    // Makes and retires some of everything, so that what was given back before is in use by now.
    private static void UseEverythingAgain()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 20; i++)
        {
            var w = zeros(3, 4).fill_(100 + i).requires_grad_();
            var parts = (w * 2).view(2, 6).split(3, 1); // 2 x (2, 3)
            (parts[0].softmax(1) * parts[1] + parts[0].norm()).sum().backward();
            w.grad = null;
        }
    }

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();

    [Fact]
    public void Dispose_Twice_LeavesTheMemorysNextTensorAlone()
    {
        using var scope = NewDisposeScope();
        var old = ones(64);
        old.Dispose();
        var others = Enumerable.Range(0, 50).Select(i => full(64, i)).ToArray();
        old.Dispose();
        UseEverythingAgain();
        old.Dispose();
        for (var i = 0; i < others.Length; i++) Assert.All(Values(others[i]), value => Assert.Equal(i, value));
    }

    [Fact]
    public void Dispose_InAScopeAndByHand_LeavesTheNextScopesTensorsAlone()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = (ones(3, 4, requires_grad: true) * 2).softmax(1);
            kept.Dispose();
        }
        using var scope = NewDisposeScope();
        var next = (ones(3, 4, requires_grad: true) * 3).softmax(1);
        kept.Dispose();
        Assert.True(kept.IsInvalid);
        Assert.False(next.IsInvalid);
        Assert.Equal(12, Values(next).Length);
        Assert.Throws<ObjectDisposedException>(() => kept.data<float>());
    }

    [Fact]
    public void Results_OfComposedOperations_SurviveTheirScope()
    {
        using var outer = NewDisposeScope();
        Tensor softmax, variance, part;
        using (NewDisposeScope())
        {
            var x = arange(12, ScalarType.Float32).view(3, 4);
            softmax = x.softmax(0).MoveToOuterDisposeScope();
            variance = x.var(0L).MoveToOuterDisposeScope();
            part = x.narrow(0, 1, 2).select(1, 2).MoveToOuterDisposeScope();
        }
        UseEverythingAgain();
        Assert.True(softmax.sum(0L).allclose(ones(4)));
        Assert.True(variance.allclose(full(4, 16)));
        Assert.Equal([6f, 10f], Values(part));
    }

    [Fact]
    public void Gradient_KeptByTheUser_OutlivesZeroGrad()
    {
        using var scope = NewDisposeScope();
        var w = ones(3, requires_grad: true);
        (w * tensor(new[] { 1f, 2f, 3f })).sum().backward();
        var kept = w.grad!;
        w.grad = null;
        UseEverythingAgain();
        (w * 5).sum().backward();
        Assert.Equal([1f, 2f, 3f], Values(kept));
        Assert.Equal([5f, 5f, 5f], Values(w.grad!));
    }

    [Fact]
    public void Backward_LeafDisposedBefore_GivesItsGradientToNobody()
    {
        using var scope = NewDisposeScope();
        var leaf = ones(2, requires_grad: true);
        var loss = (leaf * 3).sum();
        leaf.Dispose();
        var others = Enumerable.Range(0, 20).Select(_ => ones(2, requires_grad: true)).ToArray();
        loss.backward();
        Assert.All(others, other => Assert.Null(other.grad));
    }

    [Fact]
    public void InPlace_OnAViewWhoseTensorIsDisposed_KeepsTheHistory()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 3f }, requires_grad: true);
        var whole = x * 5;
        var view = whole.narrow(0, 0, 1);
        var other = whole.narrow(0, 0, 2);
        whole.Dispose();
        UseEverythingAgain();
        view.mul_(10);
        other.sum().backward();
        Assert.Equal([50f, 5f], Values(x.grad!));
    }

    [Fact]
    public void Backward_ThatFailed_LeavesNothingForTheNext()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }, requires_grad: true);
        var y = x.exp();
        var loss = (y * 2 + x).sum();
        y.add_(1);
        Assert.Throws<InvalidOperationException>(() => loss.backward());
        Assert.Throws<InvalidOperationException>(() => loss.backward());
        x.grad = null;
        UseEverythingAgain();
        (x * 4).sum().backward();
        Assert.Equal([4f, 4f], Values(x.grad!));
    }

    [Fact]
    public void InternalHandle_RetiredTwice_IsAnError()
    {
        var handle = Tensor.Empty([2], ScalarType.Float32, scoped: false);
        handle.Retire();
        Assert.Throws<InvalidOperationException>(handle.Retire);
        Assert.Throws<ObjectDisposedException>(() => handle.Block);
    }

    [Fact]
    public void Handle_OfAUser_IsNeverUsedAgain()
    {
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < 100; i++)
        {
            using var scope = NewDisposeScope();
            var x = ones(2, 2, requires_grad: true);
            foreach (var tensor in (Tensor[])[x, x * 2, x.softmax(0), x.view(4), x.norm(), x[0], x.alias(), .. x.unbind()]) Assert.True(seen.Add(tensor));
            x.sum().backward();
            Assert.True(seen.Add(x.grad!));
        }
    }
}

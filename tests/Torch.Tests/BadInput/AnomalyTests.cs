// detect_anomaly: which step made the first NaN, in the forward pass and in backward.
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.BadInput;

public sealed class AnomalyTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Backward_ForwardMadeNaN_NamesTheOperationThatMadeIt(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, -1.0, 2.0 }).to_type(type).requires_grad_();
        using var watch = autograd.detect_anomaly();
        var loss = ((x * 2).log() * 3).sum();
        var error = Assert.Throws<InvalidOperationException>(() => loss.backward());
        Assert.Contains("backward starts from NaN", error.Message, StringComparison.Ordinal);
        Assert.Contains($"LogBackward0 was the first operation that made NaN of numbers, in element 1 of its result {type} [3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_NaNInTheData_SaysThatNoOperationMadeIt()
    {
        using var scope = NewDisposeScope();
        using var watch = autograd.detect_anomaly();
        var weight = ones(2, 3, requires_grad: true);
        var loss = functional.linear(tensor(new[] { 1f, float.NaN, 2f }), weight).relu().sum();
        var error = Assert.Throws<InvalidOperationException>(() => loss.backward());
        Assert.Contains("was the first operation that was given NaN; no recorded operation made it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_GradientTurnsNaN_NamesTheFunctionAndTheInput()
    {
        using var scope = NewDisposeScope();
        using var watch = autograd.detect_anomaly();
        var x = tensor(new[] { 4f, 0f }, requires_grad: true);
        var loss = (x.sqrt() * 0).sum(); // the gradient of the root at 0 is 0 / 0
        var error = Assert.Throws<InvalidOperationException>(() => loss.backward());
        Assert.Contains("function 'SqrtBackward0' returned nan values in the gradient of its input 0 (Float32 [2], element 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("no operation made NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_NothingIsNaN_GivesTheSameGradients()
    {
        using var scope = NewDisposeScope();
        var x = randn([3, 4]).requires_grad_();
        (x.softmax(1).log() * x).sum().backward();
        var expected = x.grad!.clone();
        x.grad = null;
        using (autograd.detect_anomaly()) (x.softmax(1).log() * x).sum().backward();
        Assert.Equal(expected, x.grad);
    }

    [Fact]
    public void Mode_OpenedAndClosed_IsWhatItWasBefore()
    {
        Assert.False(AnomalyMode.ShouldCheckNaN);
        using (autograd.detect_anomaly())
        {
            Assert.True(AnomalyMode.ShouldCheckNaN);
            using (autograd.detect_anomaly(check_nan: false)) Assert.False(AnomalyMode.ShouldCheckNaN);
            Assert.True(AnomalyMode.ShouldCheckNaN);
        }
        Assert.False(AnomalyMode.ShouldCheckNaN);
    }

    [Fact]
    public void Backward_ModeOff_LetsNaNThrough()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -1f }, requires_grad: true);
        x.sqrt().sum().backward();
        Assert.True(float.IsNaN(x.grad!.item<float>()));
    }
}

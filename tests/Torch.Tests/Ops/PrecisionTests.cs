// The fast Float32 ways against the same operation composed in Float64, at sizes that use every path of the kernels.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Ops;

[Collection(nameof(Autograd.WholeProcess))]
public sealed class PrecisionTests
{
    private static readonly Func<Tensor, Tensor, Tensor>[] Operations =
    [
        (x, w) => functional.linear(x, w, w.select(1, 0)),
        (x, w) => functional.layer_norm(x, [x.size(-1)], w[0], w[1]),
        (x, w) => x.gelu(),
        (x, w) => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
        (x, w) => x.softmax(-1).matmul(w.t()),
        (x, w) => x.log_softmax(1),
        (x, w) => (x + w[2]) * w[3] / (w[4].square() + 1),
        (x, w) => x.matmul(x.transpose(-2, -1)),
        (x, w) => functional.cross_entropy(x.view(-1, x.size(-1)), Classes(x.size(0) * x.size(1), x.size(-1))),
        (x, w) =>
        {
            var heads = Array.ConvertAll(functional.linear(x, w).chunk(3, -1), part => part.view(x.size(0), x.size(1), 2, -1).transpose(1, 2));
            return functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], is_casual: true).transpose(1, 2).reshape(x.size(0), x.size(1), -1);
        },
        (x, w) => x.sum(1L) + x.mean([0, 1]) + x.var(0L).sum(0L),
        (x, w) => (x.exp() + 1).log().sqrt().tanh() * x.sigmoid(),
    ];

    public static TheoryData<int, int> Cases()
    {
        var data = new TheoryData<int, int>();
        for (var i = 0; i < Operations.Length; i++)
            foreach (var size in (int[])[1, 2]) data.Add(i, size);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float32_ValuesAndGradients_AreCloseToFloat64(int operation, int size)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)operation);
        var x = randn([size == 1 ? 2 : 5, size == 1 ? 7 : 33, size == 1 ? 6 : 70], generator: generator);
        var w = randn([x.size(-1) * 3, x.size(-1)], generator: generator) * 0.2;
        var (y, dx, dw) = Run(Operations[operation], x, w);
        var (exact, exactDx, exactDw) = Run(Operations[operation], x.to_type(ScalarType.Float64), w.to_type(ScalarType.Float64));
        AssertClose(exact, y);
        AssertClose(exactDx, dx);
        AssertClose(exactDw, dw);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float32_OneThreadOrTwo_GivesTheSameBits(int operation, int size)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)operation);
        var x = randn([size * 9, size * 16, 24], generator: generator);
        var w = randn([72, 24], generator: generator) * 0.2;
        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var (y, dx, dw) = Run(Operations[operation], x, w);
            set_num_threads(3);
            var (again, dxAgain, dwAgain) = Run(Operations[operation], x, w);
            Assert.True(y.Equals(again));
            Assert.True(dx.Equals(dxAgain));
            Assert.True(dw.Equals(dwAgain));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static (Tensor, Tensor, Tensor) Run(Func<Tensor, Tensor, Tensor> operation, Tensor x, Tensor w)
    {
        Tensor a = x.detach().clone().requires_grad_(), b = w.detach().clone().requires_grad_();
        var y = operation(a, b);
        var weights = arange(y.Count, ScalarType.Float64).cos().view(y.shape).to_type(y.type);
        (y * weights).sum().backward();
        return (y.contiguous(), a.grad!.contiguous(), b.grad?.contiguous() ?? zeros(1, y.type));
    }

    private static Tensor Classes(long count, long below) => tensor([.. Enumerable.Range(0, (int)count).Select(i => i % below)]);

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        var distance = (expected - actual.to_type(ScalarType.Float64)).abs().max().item<double>();
        var scale = expected.abs().max().item<double>();
        Assert.True(distance <= 3e-6 * (1 + scale), $"largest distance {distance} at a scale of {scale}");
    }
}

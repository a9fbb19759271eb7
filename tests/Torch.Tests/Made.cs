// What tests write down in one line: tensors of given numbers or shapes, layers with random weights, optimizers of one group.
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace AttentionLab.Torch.Tests;

internal static class Made
{
    public static Tensor tensor(float[] values, bool requires_grad = false) => torch.tensor(values, [values.Length], requires_grad: requires_grad);

    public static unsafe Tensor tensor(double[] values)
    {
        var made = Tensor.Empty([values.Length], ScalarType.Float64);
        values.CopyTo(new Span<double>(made.Pointer<double>(), values.Length));
        return made;
    }

    public static Tensor tensor(double value) => tensor([value]).view([]);

    public static Tensor ones(long a, long b, long c, long d) => zeros([a, b, c, d]).fill_(1);

    public static Tensor ones(long a, long b, long c) => zeros([a, b, c]).fill_(1);

    public static Tensor full(long count, double value, bool requires_grad = false) => zeros([count]).fill_(value).requires_grad_(requires_grad);

    public static Tensor rand(long rows, long columns, Generator? generator = null) => torch.rand([rows, columns], generator: generator);

    public static Tensor randn(long count, Generator? generator = null) => torch.randn([count], generator: generator);

    public static Tensor randn(long a, long b, bool requires_grad = false) => torch.randn([a, b], requires_grad: requires_grad);

    public static Tensor randn(long a, long b, long c, bool requires_grad = false) => torch.randn([a, b, c], requires_grad: requires_grad);

    public static Tensor randn(long a, long b, long c, long d) => torch.randn([a, b, c, d]);

    /// <summary>Whether all elements differ by at most atol + rtol |other|.</summary>
    public static bool allclose(this Tensor one, Tensor other, double rtol = 1e-5, double atol = 1e-8)
    {
        double[] left = Doubles(one), right = Doubles(other.expand(one.shape));
        return left.Zip(right).All(pair => Math.Abs(pair.First - pair.Second) <= atol + rtol * Math.Abs(pair.Second));
    }

    /// <summary>The standard deviation of all elements.</summary>
    public static double Deviation(this Tensor tensor) => Math.Sqrt(tensor.var().to_type(ScalarType.Float64).item<double>());

    public static Linear Linear(long inputs, long outputs, bool hasBias = true) =>
        nn.Linear(new Parameter(randn(outputs, inputs) * 0.3), hasBias ? new Parameter(randn(outputs) * 0.3) : null);

    /// <summary>Parts named by their places.</summary>
    public static Sequential Sequential(params Layer[] parts) => nn.Sequential([.. parts.Select((part, place) => ($"{place}", part))]);

    public static SGD SGD(
        IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
        optim.SGD([new SGD.ParamGroup(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize)], learningRate);

    public static AdamW AdamW(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
        optim.AdamW([new AdamW.ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

    public static Tensor MeanSquares(Tensor one, Tensor other) => (one - other).square().mean();

    private static double[] Doubles(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).data<double>().ToArray();

    /// <summary>tanh, as a layer.</summary>
    public sealed class Tanh() : Layer(nameof(Tanh))
    {
        public override Tensor forward(Tensor input) => input.tanh();
    }
}

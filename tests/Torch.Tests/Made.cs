// What tests write down in one line: tensors of given numbers or shapes, layers with random weights, optimizers of one group.
using TorchSharp;
using TorchSharp.Kernels;
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

    public static Tensor zeros(long count, ScalarType? type = null) => torch.zeros([count], type);

    public static Tensor zeros(long rows, long columns) => torch.zeros([rows, columns]);

    public static Tensor ones(long a, long b, long c, long d) => torch.zeros([a, b, c, d]).fill_(1);

    public static Tensor ones(long a, long b, long c) => torch.zeros([a, b, c]).fill_(1);

    public static Tensor full(long count, double value, bool requires_grad = false) => torch.zeros([count]).fill_(value).requires_grad_(requires_grad);

    /// <summary>Uniform in [0, 1), the same in every run.</summary>
    public static unsafe Tensor rand(long rows, long columns)
    {
        var made = Tensor.Empty([rows, columns], ScalarType.Float32);
        Philox.Uniform(made.Floats, made.Count, 1, 0);
        return made;
    }

    public static Tensor randn(long[] size, Generator? generator = null) => torch.zeros(size).normal_(generator: generator);

    public static Tensor randn(long count, Generator? generator = null) => randn([count], generator);

    public static Tensor randn(long a, long b, bool requires_grad = false) => randn([a, b]).requires_grad_(requires_grad);

    public static Tensor randn(long a, long b, long c, bool requires_grad = false) => randn([a, b, c]).requires_grad_(requires_grad);

    public static Tensor randn(long a, long b, long c, long d) => randn([a, b, c, d]);

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

    public static IEnumerable<string> ParameterNames(this nn.Module module) => module.named_parameters().Select(entry => entry.name);

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

// The operations under test, by the names of the golden files' cases: one call of ours for each of PyTorch's.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Ops;

/// <summary>Takes the case's inputs, gives its outputs.</summary>
internal delegate Tensor[] OpCase(Tensor[] x);

internal static partial class OpCases
{
    public static readonly Dictionary<string, OpCase> Arithmetic = new()
    {
        ["add"] = x => [x[0] + x[1]],
        ["add_row"] = x => [x[0] + x[1]],
        ["add_matrix_to_batch"] = x => [x[0] + x[1]],
        ["add_column"] = x => [x[0] + x[1]],
        ["add_outer"] = x => [x[0] + x[1]],
        ["add_scalar"] = x => [x[0] + 2.5],
        ["add_zero_dim"] = x => [x[0] + x[1]],
        ["sub"] = x => [x[0] - x[1]],
        ["sub_broadcast"] = x => [x[0] - x[1]],
        ["mul"] = x => [x[0] * x[1]],
        ["mul_broadcast"] = x => [x[0] * x[1]],
        ["mul_scalar"] = x => [x[0] * -0.75],
        ["mul_transposed"] = x => [x[0] * x[1].t()],
        ["div"] = x => [x[0] / x[1]],
        ["div_broadcast"] = x => [x[0] / x[1]],
        ["div_scalar"] = x => [x[0] / 3],
        ["pow_scalar"] = x => [x[0].pow(2.5)],
        ["pow_two"] = x => [x[0].pow(2)],
        ["pow_three"] = x => [x[0].pow(3)],
        ["pow_zero"] = x => [x[0].pow(0)],
        ["promotion"] = x =>
        [
            x[0] + x[1], x[0] + x[2], x[2] + x[2], x[0] * x[3], x[3].mul(2), x[0] * 0.5, x[2] * 1.5, x[0] + tensor([2.5f]).view([]), x[1] + tensor(2.5), x[3] / 2,
        ],
        ["in_place_on_view"] = x =>
        {
            var y = x[0] * 2;
            y[1] = x[1] * x[1];
            y.select(1, 0).mul_(3);
            return [y * y];
        },
        ["in_place_zero_row"] = x =>
        {
            var y = x[0] * 2;
            y[1].zero_();
            return [y * y];
        },
        ["fill_in_place"] = x => [(x[0] * 2).fill_(1.5) + x[0]],
    };

    public static readonly Dictionary<string, OpCase> Functions = FunctionCases();

    public static readonly Dictionary<string, OpCase> Reductions = new()
    {
        ["sum"] = x => [x[0].sum()],
        ["sum_last"] = x => [x[0].sum(-1L)],
        ["sum_first_keep"] = x => [x[0].sum(0L, keepdim: true)],
        ["sum_middle"] = x => [x[0].sum(1L)],
        ["sum_transposed"] = x => [x[0].t().sum(0L)],
        ["sum_of_integers"] = x => [x[0].sum(), x[1].sum(), x[0].sum(0L)],
        ["mean"] = x => [x[0].mean()],
        ["mean_dims"] = x => [x[0].mean([1, 2], keepdim: true)],
        ["max_all"] = x => [x[0].max()],
        ["amax"] = x => [x[0].amax([0, 2])],
        ["amin_ties"] = x => [x[0].amin([1])],
        ["var"] = x => [x[0].var()],
        ["var_dim"] = x => [x[0].var(1L, unbiased: false, keepdim: true)],
        ["norm"] = x => [x[0].norm()],
        ["norm_three"] = x => [x[0].norm(3f)],
        ["cumsum"] = x => [x[0].cumsum(1)],
        ["cumsum_first"] = x => [x[0].cumsum(0)],
        ["cumsum_integer"] = x => [x[0].cumsum(0)],
        ["softmax"] = x => [x[0].softmax(-1)],
        ["softmax_middle"] = x => [x[0].softmax(1)],
        ["softmax_masked"] = x => [x[0].masked_fill(ones(4, 4).tril() == 0, double.NegativeInfinity).softmax(-1)],
        ["softmax_extreme"] = x => [x[0].softmax(-1), x[0].log_softmax(-1)],
        ["log_softmax"] = x => [x[0].log_softmax(-1)],
        ["log_softmax_first"] = x => [x[0].log_softmax(0)],
        ["topk"] = x => Two(x[0].topk(2)),
        ["topk_smallest"] = x => Two(x[0].topk(2, dim: 0, largest: false)),
    };

    public static Dictionary<string, OpCase> Of(string group) => group switch
    {
        "arithmetic" => Arithmetic,
        "functions" => Functions,
        "reductions" => Reductions,
        "views" => Views,
        "indexing" => Indexing,
        "layers" => Layers,
        "losses" => Losses,
        "edges" => Edges,
        _ => throw new ArgumentException($"no cases for {group}", nameof(group)),
    };

    private static Tensor[] Two((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];

    private static Dictionary<string, OpCase> FunctionCases()
    {
        Dictionary<string, Func<Tensor, Tensor>> functions = new()
        {
            ["exp"] = x => x.exp(),
            ["log"] = x => x.log(),
            ["sqrt"] = x => x.sqrt(),
            ["rsqrt"] = x => x.rsqrt(),
            ["tanh"] = x => x.tanh(),
            ["sigmoid"] = x => x.sigmoid(),
            ["sin"] = x => x.sin(),
            ["cos"] = x => x.cos(),
            ["erf"] = x => x.erf(),
            ["abs"] = x => x.abs(),
            ["neg"] = x => x.neg(),
            ["square"] = x => x.square(),
            ["relu"] = x => x.relu(),
            ["gelu"] = x => x.gelu(),
            ["gelu_tanh"] = x => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
            ["sign"] = x => x.sign(),
        };
        var cases = new Dictionary<string, OpCase>();
        foreach (var (name, function) in functions)
        {
            cases[name] = x => [function(x[0])];
            cases[name + "_transposed"] = x => [function(x[0].t())];
        }
        foreach (var name in (string[])["tanh", "sigmoid", "erf", "gelu", "gelu_tanh", "exp"]) cases[name + "_extreme"] = cases[name];
        cases["exp_of_integers"] = cases["exp"];
        return cases;
    }
}

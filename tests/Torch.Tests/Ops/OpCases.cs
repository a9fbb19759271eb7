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
        ["add_alpha"] = x => [x[0].add(x[1], 0.5)],
        ["add_scalar"] = x => [x[0] + 2.5],
        ["add_zero_dim"] = x => [x[0] + x[1]],
        ["sub"] = x => [x[0] - x[1]],
        ["sub_broadcast"] = x => [x[0] - x[1]],
        ["scalar_minus"] = x => [1.5 - x[0]],
        ["mul"] = x => [x[0] * x[1]],
        ["mul_broadcast"] = x => [x[0] * x[1]],
        ["mul_scalar"] = x => [x[0] * -0.75],
        ["mul_transposed"] = x => [x[0] * x[1].t()],
        ["div"] = x => [x[0] / x[1]],
        ["div_broadcast"] = x => [x[0] / x[1]],
        ["div_scalar"] = x => [x[0] / 3],
        ["scalar_over"] = x => [2 / x[0]],
        ["remainder"] = x => [x[0].remainder(x[1])],
        ["remainder_gradient"] = x => [x[0] % x[1]],
        ["floor_divide"] = x => [x[0].div(x[1], RoundingMode.floor)],
        ["trunc_divide"] = x => [x[0].div(x[1], RoundingMode.trunc)],
        ["floor_divide_gradient"] = x => [x[0].floor_divide(x[1])],
        ["integer_divide"] = x =>
            [x[0] + x[1], x[0] - x[1], x[0] * x[1], x[0] / x[1], x[0].floor_divide(x[1]), x[0].div(x[1], RoundingMode.trunc), x[0] % x[1]],
        ["pow_scalar"] = x => [x[0].pow(2.5)],
        ["pow_two"] = x => [x[0].pow(2)],
        ["pow_three"] = x => [x[0].pow(3)],
        ["pow_zero"] = x => [x[0].pow(0)],
        ["pow_tensor"] = x => [x[0].pow(x[1])],
        ["pow_broadcast"] = x => [x[0].pow(x[1])],
        ["pow_integer"] = x => [x[0].pow(x[1])],
        ["promotion"] = x =>
        [
            x[0] + x[1], x[0] + x[2], x[2] + x[2], x[0] * x[3], x[3] * 2, x[0] * 0.5, x[2] * 1.5, x[0] + tensor(2.5f), x[1] + tensor(2.5), x[3] / 2,
        ],
        ["maximum"] = x => [x[0].maximum(x[1])],
        ["minimum"] = x => [x[0].minimum(x[1])],
        ["clamp"] = x => [x[0].clamp(-0.33, 0.28)],
        ["clamp_min"] = x => [x[0].clamp_min(-0.13)],
        ["clamp_tensor"] = x => [x[0].clamp(x[1], x[2])],
        ["in_place_chain"] = x => [(x[0] * 1).add_(x[1]).mul_(x[1]).sub_(0.5).div_(x[1]).tanh_()],
        ["in_place_on_view"] = x =>
        {
            var y = x[0] * 2;
            y[1] = x[1] * x[1];
            y[.., 0].mul_(3);
            return [y * y];
        },
        ["in_place_other_view"] = x =>
        {
            var y = x[0] * 2;
            var view = y.view(12);
            y.mul_(x[0]);
            return [view * view];
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
        ["sum_two"] = x => [x[0].sum(0, 2)],
        ["sum_leading"] = x => [x[0].sum([0L, 1L])],
        ["sum_transposed"] = x => [x[0].t().sum(0L)],
        ["sum_of_integers"] = x => [x[0].sum(), x[1].sum(), x[0].sum(0L)],
        ["mean"] = x => [x[0].mean()],
        ["mean_dims"] = x => [x[0].mean([1, 2], keepdim: true)],
        ["max_all"] = x => [x[0].max()],
        ["min_all"] = x => [x[0].min()],
        ["max_dim"] = x => Two(x[0].max(1)),
        ["min_dim_keep"] = x => Two(x[0].min(0, keepdim: true)),
        ["amax"] = x => [x[0].amax(0, 2)],
        ["amin_ties"] = x => [x[0].amin(1)],
        ["argmax"] = x => [x[0].argmax(), x[0].argmax(1), x[0].argmin(0, keepdim: true)],
        ["var"] = x => [x[0].var()],
        ["var_dim"] = x => [x[0].var(1L, unbiased: false, keepdim: true)],
        ["std_dim"] = x => [x[0].std(0L)],
        ["norm"] = x => [x[0].norm()],
        ["norm_dim"] = x => [x[0].norm(1, keepdim: true)],
        ["norm_one"] = x => [x[0].norm(0, p: 1)],
        ["norm_three"] = x => [x[0].norm(3f)],
        ["norm_infinity"] = x => [x[0].norm(1, p: float.PositiveInfinity)],
        ["logsumexp"] = x => [x[0].logsumexp(1)],
        ["logsumexp_keep"] = x => [x[0].logsumexp(0, keepdim: true)],
        ["logsumexp_extreme"] = x => [x[0].logsumexp(1)],
        ["cumsum"] = x => [x[0].cumsum(1)],
        ["cumsum_first"] = x => [x[0].cumsum(0)],
        ["cumsum_integer"] = x => [x[0].cumsum(0)],
        ["prod"] = x => [x[0].prod()],
        ["prod_dim"] = x => [x[0].prod(1L)],
        ["prod_with_zero"] = x => [x[0].prod(1L)],
        ["any_all"] = x => [x[0].any(), x[0].all(), x[0].any(0), x[0].all(1)],
        ["softmax"] = x => [x[0].softmax(-1)],
        ["softmax_middle"] = x => [x[0].softmax(1)],
        ["softmax_masked"] = x => [x[0].masked_fill(ones(4, 4).tril() == 0, double.NegativeInfinity).softmax(-1)],
        ["softmax_extreme"] = x => [x[0].softmax(-1), x[0].log_softmax(-1)],
        ["log_softmax"] = x => [x[0].log_softmax(-1)],
        ["log_softmax_first"] = x => [x[0].log_softmax(0)],
        ["sort"] = x => Two(x[0].sort(1)),
        ["sort_descending"] = x => Two(x[0].sort(0, descending: true)),
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
            ["log1p"] = x => x.log1p(),
            ["expm1"] = x => x.expm1(),
            ["log2"] = x => x.log2(),
            ["log10"] = x => x.log10(),
            ["abs"] = x => x.abs(),
            ["neg"] = x => -x,
            ["square"] = x => x.square(),
            ["reciprocal"] = x => x.reciprocal(),
            ["relu"] = x => x.relu(),
            ["silu"] = x => x.silu(),
            ["gelu"] = x => x.gelu(),
            ["gelu_tanh"] = x => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
            ["sign"] = x => x.sign(),
            ["floor"] = x => x.floor(),
            ["ceil"] = x => x.ceil(),
            ["trunc"] = x => x.trunc(),
            ["round"] = x => x.round(),
        };
        var cases = new Dictionary<string, OpCase>();
        foreach (var (name, function) in functions)
        {
            cases[name] = x => [function(x[0])];
            cases[name + "_transposed"] = x => [function(x[0].t())];
        }
        foreach (var name in (string[])["tanh", "sigmoid", "erf", "gelu", "gelu_tanh", "silu", "exp"]) cases[name + "_extreme"] = cases[name];
        cases["exp_of_integers"] = cases["exp"];
        return cases;
    }
}

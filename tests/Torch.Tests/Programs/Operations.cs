// The names of the golden programs' language, each as the call that TorchSharp's users write: inputs, modes, gradients.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Programs;

using Table = Dictionary<string, Func<Arguments, object?>>;

internal static partial class Operations
{
    private static readonly Table[] tables = [Inputs, Autograd, Numbers, InPlace, Reductions, Views, Indices, Layers];

    public static Func<Arguments, object?> Of(string name)
    {
        foreach (var table in tables)
            if (table.TryGetValue(name, out var operation)) return operation;
        throw new FormatException($"no operation {name}");
    }

    /// <summary>Every name of the language.</summary>
    public static IEnumerable<string> Names => tables.SelectMany(table => table.Keys);

    private static Table Inputs => new()
    {
        ["n"] = x => MadeInputs.Near(x.L(0), x.Longs(1)),
        ["a"] = x => MadeInputs.Away(x.L(0), x.Longs(1)),
        ["p"] = x => MadeInputs.Positive(x.L(0), x.Longs(1)),
        ["d"] = x => MadeInputs.Distinct(x.L(0), x.Longs(1)),
        ["i"] = x => MadeInputs.Whole(x.L(0), x.L(1), x.Longs(2)),
        ["b"] = x => MadeInputs.Truth(x.L(0), x.Longs(1)),
        ["tensor"] = Literal,
        ["leaf"] = x => x.X.detach().requires_grad_(),
        ["slice"] = x => TensorIndex.Slice(x.Has(0) ? x.L(0) : null, x.Has(1) ? x.L(1) : null, x.Has(2) ? x.L(2) : null),
        ["ellipsis"] = _ => TensorIndex.Ellipsis,
        ["new"] = _ => TensorIndex.None,
        ["zeros"] = x => zeros(x.Longs(0), x.MaybeType(1)),
        ["ones"] = x => ones(x.Longs(0), x.MaybeType(1)),
        ["full"] = x => full(x.Longs(0), x.S(1), x.MaybeType(2)),
        ["arange"] = x => x.Count switch { 1 => arange(x.S(0)), 2 => arange(x.S(0), x.S(1)), _ => arange(x.S(0), x.S(1), x.S(2)) },
        ["linspace"] = x => linspace(x.D(0), x.D(1), x.L(2)),
        ["eye"] = x => x.Count == 1 ? eye(x.L(0)) : eye(x.L(0), x.L(1)),
        ["tril_indices"] = x => tril_indices(x.L(0), x.L(1), x.L(2, 0)),
        ["triu_indices"] = x => triu_indices(x.L(0), x.L(1), x.L(2, 0)),
        ["zeros_like"] = x => x.Has(1) ? x.X.zeros_like(x.Type(1)) : zeros_like(x.X),
        ["ones_like"] = x => x.Has(1) ? x.X.ones_like(x.Type(1)) : ones_like(x.X),
        ["full_like"] = x => x.Has(2) ? x.X.full_like(x.S(1), x.Type(2)) : full_like(x.X, x.S(1)),
        ["new_zeros"] = x => x.X.new_zeros(x.Longs(1), x.MaybeType(2)),
        ["new_full"] = x => x.X.new_full(x.Longs(1), x.S(2), x.MaybeType(3)),
    };

    private static Table Autograd => new()
    {
        ["backward"] = x => Done(() => x.X.backward(x.Has(1) ? [x.T(1)] : null, x.B(2))),
        ["backward_inputs"] = x => Done(() => x.X.backward(null, x.B(2), inputs: x.Tensors(1))),
        ["backward_all"] = x => Done(() => autograd.backward(x.Tensors(0), x.MaybeTensors(1))),
        ["gradients"] = x => List(autograd.grad(x.Tensors(0), x.Tensors(1), x.MaybeTensors(2), x.B(3), allow_unused: x.B(4))),
        ["grad"] = x => x.X.grad,
        ["drop_grad"] = x => Done(() => x.X.grad = null),
        ["zero_grad"] = x => Done(() => x.X.grad!.zero_()),
        ["has_grad"] = x => x.X.grad is not null,
        ["requires_grad"] = x => x.X.requires_grad,
        ["requires_grad_"] = x => x.X.requires_grad_(x.B(1, true)),
        ["retain_grad"] = x => Done(x.X.retain_grad),
        ["is_leaf"] = x => x.X.is_leaf,
        ["grad_enabled"] = _ => is_grad_enabled(),
        ["detach"] = x => x.X.detach(),
        ["detach_"] = x => x.X.detach_(),
        ["shape"] = x => x.X.shape,
        ["strides"] = x => x.X.stride(),
        ["offset"] = x => x.X.storage_offset(),
        ["dim"] = x => x.X.dim(),
        ["numel"] = x => x.X.numel(),
        ["dtype"] = x => ElementNames.Of(x.X.dtype),
        ["contiguous_p"] = x => x.X.is_contiguous(),
        ["item"] = x => x.X.dtype switch { ScalarType.Float32 => x.X.item<float>(), ScalarType.Int64 => x.X.item<long>(), _ => (object)x.X.item<bool>() },
        ["pick"] = x => x.Items(0)[(int)x.L(1)],
        ["part"] = x => x.Items(0)[(int)x.L(1)..(int)x.L(2)],
    };

    private static object? Done(Action action)
    {
        action();
        return null;
    }

    private static List<object?> List(IEnumerable<Tensor> tensors) => [.. tensors];

    private static List<object?> Pair((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];

    // A number or nested lists of numbers; whole numbers, truth values or floating point as written.
    private static Tensor Literal(Arguments x)
    {
        List<object?> numbers = [];
        List<long> shape = [];
        void Collect(object? item, int depth)
        {
            if (item is not List<object?> list)
            {
                numbers.Add(item);
                return;
            }
            if (shape.Count == depth) shape.Add(list.Count);
            foreach (var part in list) Collect(part, depth + 1);
        }
        Collect(x.Values[0], 0);
        var natural = numbers.Exists(number => number is double) ? ScalarType.Float32 : numbers.TrueForAll(number => number is bool) ? ScalarType.Bool : ScalarType.Int64;
        double[] values = [.. numbers.Select(number => number is bool truth ? truth ? 1 : 0 : Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture))];
        return tensor(values, ScalarType.Float64).view([.. shape]).to_type(x.MaybeType(1) ?? natural);
    }
}

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
        ["zeros"] = x => zeros(x.Longs(0), x.MaybeType(1)),
        ["ones"] = x => zeros(x.Longs(0), x.MaybeType(1)).fill_(1),
        ["full"] = x => zeros(x.Longs(0), x.MaybeType(2)).fill_(x.S(1)),
        ["arange"] = x => x.Count switch { 1 => arange(x.S(0)), 2 => arange(x.S(0), x.S(1)), _ => arange(x.S(0), x.S(1), x.S(2)) },
        ["zeros_like"] = x => zeros_like(x.X, x.MaybeType(1)),
    };

    private static Table Autograd => new()
    {
        ["backward"] = x => Done(x.X.backward),
        ["grad"] = x => x.X.grad,
        ["drop_grad"] = x => Done(() => x.X.grad = null),
        ["zero_grad"] = x => Done(() => x.X.grad!.zero_()),
        ["has_grad"] = x => x.X.grad is not null,
        ["requires_grad"] = x => x.X.requires_grad,
        ["requires_grad_"] = x => x.X.requires_grad_(x.B(1, true)),
        ["is_leaf"] = x => x.X.is_leaf,
        ["grad_enabled"] = _ => TorchSharp.GradMode.Enabled,
        ["detach"] = x => x.X.detach(),
        ["shape"] = x => x.X.shape,
        ["strides"] = x => x.X.strides,
        ["offset"] = x => x.X.offset,
        ["dim"] = x => x.X.Rank,
        ["numel"] = x => x.X.Count,
        ["dtype"] = x => ElementNames.Of(x.X.type),
        ["contiguous_p"] = x => x.X.IsContiguous,
        ["item"] = x => x.X.type switch { ScalarType.Float32 => x.X.item<float>(), ScalarType.Int64 => x.X.item<long>(), _ => (object)x.X.item<bool>() },
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
        return tensor(values).view([.. shape]).to_type(x.MaybeType(1) ?? natural);
    }
}

// The operations that work element by element.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Programs;

using Table = Dictionary<string, Func<Arguments, object?>>;

internal static partial class Operations
{
    private static Table Numbers => new()
    {
        ["exp"] = x => x.X.exp(),
        ["log"] = x => x.X.log(),
        ["sqrt"] = x => x.X.sqrt(),
        ["rsqrt"] = x => x.X.rsqrt(),
        ["tanh"] = x => x.X.tanh(),
        ["sigmoid"] = x => x.X.sigmoid(),
        ["sin"] = x => x.X.sin(),
        ["cos"] = x => x.X.cos(),
        ["erf"] = x => x.X.erf(),
        ["abs"] = x => x.X.abs(),
        ["neg"] = x => x.X.neg(),
        ["square"] = x => x.X.square(),
        ["relu"] = x => functional.relu(x.X),
        ["gelu"] = x => x.X.gelu(),
        ["gelu_tanh"] = x => functional.gelu(x.X, TorchSharp.Modules.GELU.Approximate.tanh),
        ["sign"] = x => x.X.sign(),
        ["logical_not"] = x => x.X.logical_not(),
        ["add"] = x => x.IsTensor(1) ? x.X.add(x.T(1)) : x.X.add(x.S(1)),
        ["sub"] = x => x.X.sub(x.T(1)),
        ["mul"] = x => x.IsTensor(1) ? x.X.mul(x.T(1)) : x.X.mul(x.S(1)),
        ["div"] = x => x.IsTensor(1) ? x.X.div(x.T(1)) : x.X.div(x.S(1)),
        ["pow"] = x => x.X.pow(x.S(1)),
        ["plus"] = x => x.X + x.T(1),
        ["minus"] = x => x.X - x.T(1),
        ["times"] = x => x.X * x.T(1),
        ["over"] = x => x.X / x.T(1),
        ["eq"] = x => x.IsTensor(1) ? x.X.eq(x.T(1)) : x.X.eq(x.S(1)),
        ["ne"] = x => x.X.ne(x.S(1)),
        ["lt"] = x => x.X.lt(x.S(1)),
        ["le"] = x => x.X.le(x.S(1)),
        ["gt"] = x => x.X.gt(x.S(1)),
        ["ge"] = x => x.X.ge(x.S(1)),
        ["masked_fill"] = x => x.X.masked_fill(x.T(1), x.S(2)),
        ["cast"] = x => x.X.to_type(x.Type(1)),
        ["double"] = x => x.X.to_type(ScalarType.Float64),
        ["long"] = x => x.X.to_type(ScalarType.Int64),
        ["bool"] = x => x.X.to_type(ScalarType.Bool),
        ["clone"] = x => x.X.clone(),
        ["contiguous"] = x => x.X.contiguous(),
    };

    private static Table InPlace => new()
    {
        ["relu_"] = x => x.X.relu_(),
        ["add_"] = x => x.IsTensor(1) ? x.X.add_(x.T(1), x.Has(2) ? x.S(2) : 1) : x.X.add_(x.S(1)),
        ["mul_"] = x => x.X.mul_(x.S(1)),
        ["fill_"] = x => x.X.fill_(x.S(1)),
        ["zero_"] = x => x.X.zero_(),
        ["copy_"] = x => x.X.copy_(x.T(1)),
    };
}

// The element type of a result: PyTorch's categories (bool < whole < floating point), where scalars count least.
namespace TorchSharp;

internal static class TypePromotion
{
    public static torch.ScalarType Default => torch.ScalarType.Float32;

    /// <summary>The type both convert to without losing their category.</summary>
    public static torch.ScalarType Promote(torch.ScalarType a, torch.ScalarType b)
    {
        if (a == b) return a;
        if (Category(a) != Category(b)) return Category(a) > Category(b) ? a : b;
        // Byte with a signed type needs the next wider signed one.
        if (a == torch.ScalarType.Byte || b == torch.ScalarType.Byte)
        {
            var other = a == torch.ScalarType.Byte ? b : a;
            return other == torch.ScalarType.Int8 ? torch.ScalarType.Int16 : other;
        }
        return (torch.ScalarType)Math.Max((sbyte)a, (sbyte)b);
    }

    /// <summary>Tensors with dimensions decide; one without only adds its category.</summary>
    public static torch.ScalarType Of(torch.Tensor a, torch.Tensor b)
    {
        if (a.type == b.type) return a.type;
        if (a.Rank == 0 == (b.Rank == 0)) return Promote(a.type, b.type);
        var (strong, weak) = a.Rank > 0 ? (a.type, b.type) : (b.type, a.type);
        return Category(weak) > Category(strong) ? weak : strong;
    }

    /// <summary>A C# number only adds its category, as the default type of that category.</summary>
    public static torch.ScalarType Of(torch.Tensor a, Scalar b)
    {
        if (Category(b.Type) <= Category(a.type)) return a.type;
        return b.IsFloatingPoint ? Default : torch.ScalarType.Int64;
    }

    /// <summary>What exp, sqrt or a true division give: whole numbers become the default floating-point type.</summary>
    public static torch.ScalarType ToFloatingPoint(torch.ScalarType type) => torch.is_floating_point(type) ? type : Default;

    private static int Category(torch.ScalarType type) =>
        type == torch.ScalarType.Bool ? 0 : torch.is_floating_point(type) ? 2 : 1;
}

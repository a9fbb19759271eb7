// The element types, their names in torch, and what kind of number each is.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Element types; the numbers are those of libtorch.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        ComplexFloat32 = 9,
        ComplexFloat64 = 10,
        Bool = 11,
        QInt8 = 12,
        QUInt8 = 13,
        QInt32 = 14,
        BFloat16 = 15,
    }

    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;
}

/// <summary>Which element types this engine stores.</summary>
internal static class ElementType
{
    /// <summary>Bytes of one element.</summary>
    /// <exception cref="NotSupportedException">The type is not stored by this engine.</exception>
    public static int Size(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 => 8,
        _ => throw Unsupported(type),
    };

    /// <summary>The element type that holds a C# number.</summary>
    public static torch.ScalarType Of<T>() where T : unmanaged => Of(typeof(T));

    public static torch.ScalarType Of(Type type) =>
        type == typeof(float) ? torch.ScalarType.Float32
        : type == typeof(long) ? torch.ScalarType.Int64
        : type == typeof(bool) ? torch.ScalarType.Bool
        : type == typeof(double) ? torch.ScalarType.Float64
        : type == typeof(int) ? torch.ScalarType.Int32
        : type == typeof(byte) ? torch.ScalarType.Byte
        : type == typeof(sbyte) ? torch.ScalarType.Int8
        : type == typeof(short) ? torch.ScalarType.Int16
        : throw new NotSupportedException($"{type.Name} is not an element type of the managed engine; allowed: {Allowed}.");

    public static NotSupportedException Unsupported(torch.ScalarType type) =>
        new($"{type} is not stored by the managed engine; allowed: {Allowed}.");

    private const string Allowed = "Float32, Float64, Int64, Int32, Int16, Int8, Byte, Bool";
}

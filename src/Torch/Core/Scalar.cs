// One number that takes part in an operation without being a tensor: its type promotes less than a tensor's.
namespace TorchSharp;

/// <summary>A whole number, a floating-point number or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double real;
    private readonly long whole;

    private Scalar(double value)
    {
        (Type, real) = (torch.ScalarType.Float64, value);
        whole = double.IsFinite(value) ? (long)value : 0;
    }

    // Numbers that operations are called with again and again.
    private const int Least = -8;
    private static readonly Scalar[] wholes = [.. Enumerable.Range(Least, 128).Select(value => new Scalar((long)value))];
    private static readonly Scalar zero = new(0.0), one = new(1.0);

    private Scalar(long value) => (Type, real, whole) = (torch.ScalarType.Int64, value, value);

    private Scalar(bool value) => (Type, real, whole) = (torch.ScalarType.Bool, value ? 1 : 0, value ? 1 : 0);

    /// <summary>Float64, Int64 or Bool.</summary>
    public torch.ScalarType Type { get; }

    private static Scalar Of(long value) => (ulong)(value - Least) < (ulong)wholes.Length ? wholes[value - Least] : new(value);

    // Not -0, which equals 0.
    private static Scalar Of(double value) => value == 1 ? one : BitConverter.DoubleToInt64Bits(value) == 0 ? zero : new(value);

    internal double Real => real;
    internal long Whole => whole;

    internal bool IsFloatingPoint => Type == torch.ScalarType.Float64;

    public static implicit operator Scalar(bool value) => new(value);
    public static implicit operator Scalar(int value) => Of((long)value);
    public static implicit operator Scalar(long value) => Of(value);
    public static implicit operator Scalar(float value) => Of((double)value);
    public static implicit operator Scalar(double value) => Of(value);

    /// <summary>Nothing to free: the number lives in this object.</summary>
    public void Dispose()
    {
    }

    internal string Text => Type switch
    {
        torch.ScalarType.Float64 => real.ToString(System.Globalization.CultureInfo.InvariantCulture),
        torch.ScalarType.Bool => whole != 0 ? "true" : "false",
        _ => whole.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

/// <summary>Conversions between numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static bool ToBoolean(this Scalar value) => value.IsFloatingPoint ? value.Real != 0 : value.Whole != 0;
}

// A tensor as text, for people: type and shape, or the numbers in brackets.
using System.Globalization;
using System.Text;
using TorchSharp.Loops;

namespace TorchSharp;

/// <summary>How a tensor is written out.</summary>
public enum TensorStringStyle
{
    Metadata = 0,
    Julia = 1,
    Numpy = 2,
    CSharp = 3,
    Default = 4,
}

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape and type, such as "[2x3], type = Float32, device = cpu".</summary>
        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join('x', sizes)}], type = {type}, device = cpu";

        /// <summary>The numbers in nested brackets for every style but Metadata.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Metadata) return ToString();
            using var dense = Operand.Dense(this, is_floating_point() ? ScalarType.Float64 : ScalarType.Int64);
            var text = new StringBuilder();
            long at = 0;
            Write(text, dense.Tensor, 0, ref at, fltFormat ?? "g5", cultureInfo ?? CultureInfo.InvariantCulture, newLine ?? "\n");
            return text.ToString();
        }

        private unsafe void Write(StringBuilder text, Tensor numbers, int d, ref long at, string format, CultureInfo culture, string newLine)
        {
            if (d == Rank)
            {
                if (type == ScalarType.Bool) text.Append(numbers.Pointer<long>()[at] != 0 ? "True" : "False");
                else if (is_floating_point()) text.Append(numbers.Pointer<double>()[at].ToString(format, culture));
                else text.Append(numbers.Pointer<long>()[at].ToString(culture));
                at++;
                return;
            }
            text.Append('[');
            for (long i = 0; i < sizes[d]; i++)
            {
                if (i > 0) text.Append(d == Rank - 1 ? ", " : "," + newLine + new string(' ', d + 1));
                Write(text, numbers, d + 1, ref at, format, culture, newLine);
            }
            text.Append(']');
        }
    }
}

public static partial class TensorExtensionMethods
{
    /// <summary>The numbers of a tensor as text.</summary>
    public static string str(
        this torch.Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null,
        CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        tensor.ToString(style, fltFormat, width, cultureInfo, newLine);
}

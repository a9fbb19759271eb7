// A tensor as text, for people: type and shape, or the numbers in brackets.
using System.Globalization;
using System.Text;
using TorchSharp.Loops;

namespace TorchSharp;

/// <summary>How a tensor is written out.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape and type only.</summary>
    Metadata = 0,

    /// <summary>The numbers in nested brackets.</summary>
    Numpy = 2,

    /// <summary>As <see cref="Numpy"/>.</summary>
    Default = 4,
}

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape and type, such as "[2x3], type = Float32, device = cpu".</summary>
        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join('x', sizes)}], type = {type}, device = cpu";

        /// <summary>The tensor in a style; a row longer than <paramref name="width"/> characters (100 unless given) goes on in the next line.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Metadata) return ToString();
            using var dense = Operand.Dense(this, is_floating_point() ? ScalarType.Float64 : ScalarType.Int64);
            var text = new StringBuilder();
            long at = 0;
            var layout = new Layout(fltFormat ?? "g5", width ?? 100, cultureInfo ?? CultureInfo.InvariantCulture, newLine ?? "\n");
            Write(text, dense.Tensor, 0, ref at, layout);
            return text.ToString();
        }

        private sealed record Layout(string Format, int Width, CultureInfo Culture, string NewLine);

        private void Write(StringBuilder text, Tensor numbers, int d, ref long at, Layout layout)
        {
            if (d == Rank)
            {
                text.Append(Number(numbers, at++, layout));
                return;
            }
            text.Append('[');
            var start = text.Length - d - 1;
            for (long i = 0; i < sizes[d]; i++)
            {
                var breaks = i > 0 && (d < Rank - 1 || text.Length - start > layout.Width);
                if (i > 0) text.Append(breaks ? "," + layout.NewLine + new string(' ', d + 1) : ", ");
                if (breaks) start = text.Length - d - 1;
                Write(text, numbers, d + 1, ref at, layout);
            }
            text.Append(']');
        }

        private unsafe string Number(Tensor numbers, long at, Layout layout)
        {
            if (is_floating_point()) return numbers.Pointer<double>()[at].ToString(layout.Format, layout.Culture);
            var whole = numbers.Pointer<long>()[at];
            return type == ScalarType.Bool ? whole != 0 ? "True" : "False" : whole.ToString(layout.Culture);
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

    /// <summary>Shape and type of a tensor as text.</summary>
    public static string metastr(this torch.Tensor tensor) => tensor.ToString(TensorStringStyle.Metadata);

    /// <summary>The numbers of a tensor in nested brackets.</summary>
    public static string npstr(
        this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    /// <summary>Writes a tensor to the console and returns it.</summary>
    public static torch.Tensor print(
        this torch.Tensor t, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null,
        TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.ToString(style, fltFormat, width, cultureInfo, newLine));
        return t;
    }
}

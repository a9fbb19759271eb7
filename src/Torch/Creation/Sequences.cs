// Tensors of numbers in a row: arange, linspace, eye, and the indices of triangles.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>0, 1, .. below stop; Int64 where all numbers are whole, else Float32.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + step, .. before stop.</summary>
    public static unsafe Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device.RequireCpu(device);
        if (step.Real == 0) throw new ArgumentException("arange: step must not be zero.");
        if ((stop.Real - start.Real) / step.Real < 0)
            throw new ArgumentException($"arange: upper bound and lower bound inconsistent with step sign: {start.Text} to {stop.Text} by {step.Text}.");
        var whole = !start.IsFloatingPoint && !stop.IsFloatingPoint && !step.IsFloatingPoint;
        var type = dtype ?? (whole ? ScalarType.Int64 : TypePromotion.Default);
        var count = whole ? (stop.Whole - start.Whole + step.Whole - Math.Sign(step.Whole)) / step.Whole
            : (long)Math.Ceiling((stop.Real - start.Real) / step.Real);
        var y = Tensor.Empty(ShapeTable.Of([count]), whole ? ScalarType.Int64 : ScalarType.Float64, scoped: false);
        if (whole)
            for (long i = 0; i < count; i++) y.Pointer<long>()[i] = start.Whole + i * step.Whole;
        else
            for (long i = 0; i < count; i++) y.Pointer<double>()[i] = start.Real + i * step.Real;
        return Converted(y, type, requires_grad);
    }

    /// <summary>So many numbers from start to end, both included.</summary>
    public static unsafe Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device.RequireCpu(device);
        if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps), steps, "linspace: the number of steps must not be negative.");
        var y = Tensor.Empty([steps], ScalarType.Float64, scoped: false);
        var step = steps > 1 ? (end - start) / (steps - 1) : 0;
        // From the nearer end, so that the last number is exactly the end.
        for (long i = 0; i < steps; i++) y.Pointer<double>()[i] = i < steps / 2 || steps == 1 ? start + i * step : end - (steps - 1 - i) * step;
        return Converted(y, dtype ?? TypePromotion.Default, requires_grad);
    }

    /// <summary>Ones on the diagonal, zeros elsewhere.</summary>
    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        Shape.RequireValid([rows, columns < 0 ? rows : columns], nameof(eye));
        var y = zeros([rows, columns < 0 ? rows : columns], dtype, device, false, names);
        using (var diagonal = y.Window([Math.Min(y.sizes[0], y.sizes[1])], [y.sizes[1] + 1], 0, scoped: false)) diagonal.FillData(1);
        return y.requires_grad_(requires_grad);
    }

    /// <summary>Coordinates of a matrix's elements on and below a diagonal, row by row: (2, count).</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Coordinates(row, col, (r, c) => c - r <= offset, dtype, device);

    /// <summary>Coordinates of a matrix's elements on and above a diagonal, row by row: (2, count).</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Coordinates(row, col, (r, c) => c - r >= offset, dtype, device);

    private static Tensor Coordinates(long rows, long columns, Func<long, long, bool> belongs, ScalarType type, Device? device)
    {
        List<long> r = [], c = [];
        for (long i = 0; i < rows; i++)
            for (long j = 0; j < columns; j++)
                if (belongs(i, j))
                {
                    r.Add(i);
                    c.Add(j);
                }
        return tensor((long[])[.. r, .. c], [2, r.Count], type, device);
    }

    // The numbers as another type; takes the handle over.
    private static Tensor Converted(Tensor y, ScalarType type, bool requiresGrad)
    {
        if (y.type == type) return y.Scoped().requires_grad_(requiresGrad);
        using (y)
        {
            var converted = Tensor.Empty(y.sizes, type);
            ConvertLoop.Run(converted, y);
            return converted.requires_grad_(requiresGrad);
        }
    }
}

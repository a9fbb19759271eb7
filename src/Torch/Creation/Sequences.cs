// Numbers in a row: arange.
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

// Tensors without contents.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Memory as it comes: the elements have no meaning.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Unfilled((long[])size.Clone(), dtype, device, requires_grad, names);

    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Unfilled([rows, columns], dtype, device, requires_grad, names);

    private static Tensor Unfilled(long[] size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        Device.RequireCpu(device);
        RefuseNames(names);
        Shape.RequireValid(size, nameof(empty));
        return Tensor.Empty(size, dtype ?? TypePromotion.Default).requires_grad_(requiresGrad);
    }
}

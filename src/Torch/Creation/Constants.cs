// Tensors of one number: zeros, ones.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Every element 0.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Constant((long[])size.Clone(), 0, dtype, device, requires_grad, names);

    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Constant([dim0, dim1, dim2], 0, dtype, device, requires_grad, names);

    public static Tensor zeros(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Constant([dim0, dim1, dim2], 0, dtype, device, requires_grad, names);

    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Constant([rows, columns], 1, dtype, device, requires_grad, names);

    public static Tensor ones(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Constant([size], 1, dtype, device, requires_grad, names);

    public static Tensor ones(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Constant([rows, columns], 1, dtype, device, requires_grad, names);

    private static Tensor Constant(
        long[] size, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names,
        [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        Device.RequireCpu(device);
        RefuseNames(names);
        Shape.RequireValid(size, operation);
        var type = dtype ?? TypePromotion.Default;
        return Tensor.Filled(size, type, value).requires_grad_(requiresGrad);
    }
}

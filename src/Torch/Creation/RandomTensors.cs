// Random tensors of a given shape: rand, randn.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Uniform in [0, 1).</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandomTensor((long[])size.Clone(), dtype, device, requires_grad, generator, uniform: true, names);

    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandomTensor(size.ToArray(), dtype, device, requires_grad, generator, uniform: true, names);

    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandomTensor(size.ToArray(), dtype, device, requires_grad, generator, uniform: false, names);

    private static Tensor RandomTensor(
        long[] size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator, bool uniform, string[]? names,
        [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        Device.RequireCpu(device);
        RefuseNames(names);
        Shape.RequireValid(size, operation);
        return RandomFill.Floats(size, dtype ?? TypePromotion.Default, generator, uniform).requires_grad_(requiresGrad);
    }
}

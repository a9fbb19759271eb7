// Tensors with the shape and type of another.
namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros(input.sizes, dtype ?? input.type, device, requires_grad, names);
}

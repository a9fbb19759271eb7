// Tensors from C# arrays of numbers.
namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        From<float>(rawArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        From<long>(dataArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        From<long>(dataArray, [dataArray.LongLength], dtype, device, requires_grad, names);

    private static unsafe Tensor From<T>(
        ReadOnlySpan<T> elements, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names) where T : unmanaged
    {
        Device.RequireCpu(device);
        RefuseNames(names);
        Shape.RequireValid(dimensions, nameof(tensor));
        if (Shape.Count(dimensions) != elements.Length)
            throw new ArgumentException($"tensor: {elements.Length} elements do not fill the shape {Shape.Text(dimensions)}.");
        var y = Tensor.Empty(ShapeTable.Of(dimensions), ElementType.Of<T>(), scoped: false);
        elements.CopyTo(new Span<T>(y.Pointer<T>(), elements.Length));
        return Converted(y, dtype ?? y.type, requiresGrad);
    }

    private static void RefuseNames(string[]? names)
    {
        if (names is not null) throw new NotSupportedException("Named dimensions are not available in the managed engine; leave names out.");
    }
}

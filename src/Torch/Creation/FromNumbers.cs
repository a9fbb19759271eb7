// Tensors from C# numbers and arrays of any kind.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A number as a tensor without dimensions; its C# type decides the element type.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Bool, dtype, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Int64, dtype, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Float64, dtype, device, requires_grad);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Float32, null, device, requires_grad);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Int32, null, device, requires_grad);

    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Int16, null, device, requires_grad);

    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Int8, null, device, requires_grad);

    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) =>
        One(scalar, ScalarType.Byte, null, device, requires_grad);

    private static Tensor One(Scalar scalar, ScalarType natural, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        Device.RequireCpu(device);
        return Tensor.Filled(Shape.Scalar, dtype ?? natural, scalar).requires_grad_(requiresGrad);
    }

    /// <summary>The elements of any C# array, in its dimensions.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var size = new long[rawArray.Rank];
        for (var d = 0; d < size.Length; d++) size[d] = rawArray.GetLongLength(d);
        return rawArray switch
        {
            bool[] or bool[,] or bool[,,] or bool[,,,] => From<bool>(rawArray, size, dtype, device, requires_grad, names),
            float[] or float[,] or float[,,] or float[,,,] => From<float>(rawArray, size, dtype, device, requires_grad, names),
            double[] or double[,] or double[,,] or double[,,,] => From<double>(rawArray, size, dtype, device, requires_grad, names),
            long[] or long[,] or long[,,] or long[,,,] => From<long>(rawArray, size, dtype, device, requires_grad, names),
            int[] or int[,] or int[,,] or int[,,,] => From<int>(rawArray, size, dtype, device, requires_grad, names),
            short[] or short[,] or short[,,] or short[,,,] => From<short>(rawArray, size, dtype, device, requires_grad, names),
            sbyte[] or sbyte[,] or sbyte[,,] or sbyte[,,,] => From<sbyte>(rawArray, size, dtype, device, requires_grad, names),
            byte[] or byte[,] or byte[,,] or byte[,,,] => From<byte>(rawArray, size, dtype, device, requires_grad, names),
            _ => throw new NotSupportedException(
                $"from_array: {rawArray.GetType().Name} is not available; allowed: arrays of up to 4 dimensions of bool, byte, sbyte, short, int, long, float, double."),
        };
    }

    /// <summary>The same tensor, or a copy with another element type.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        Device.RequireCpu(device);
        return data.to_type(dtype ?? data.dtype);
    }

    private static Tensor From<T>(Array array, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) where T : unmanaged =>
        From(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length),
            dimensions, dtype, device, requiresGrad, names);

    private static Tensor From<T>(IList<T> list, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) where T : unmanaged =>
        From(list as T[] ?? [.. list], dimensions, dtype, device, requiresGrad, names);

    private static Tensor From<T>(T[] array, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) where T : unmanaged =>
        From((ReadOnlySpan<T>)array, dimensions, dtype, device, requiresGrad, names);

    private static unsafe Tensor From<T>(
        ReadOnlySpan<T> elements, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) where T : unmanaged
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

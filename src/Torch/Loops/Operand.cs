// An input brought into the form a loop or kernel wants: another type, or row-major. A copy only where it must be.
namespace TorchSharp.Loops;

internal readonly ref struct Operand
{
    private readonly torch.Tensor? made;

    private Operand(torch.Tensor tensor, torch.Tensor? made) => (Tensor, this.made) = (tensor, made);

    public torch.Tensor Tensor { get; }

    /// <summary>The tensor with elements of the given type; any strides.</summary>
    public static Operand Of(torch.Tensor tensor, torch.ScalarType type)
    {
        if (tensor.type == type) return new Operand(tensor, null);
        var made = torch.Tensor.Empty(tensor.sizes, type, scoped: false);
        ConvertLoop.Run(made, tensor);
        return new Operand(made, made);
    }

    /// <summary>The tensor with elements of the given type in row-major order.</summary>
    public static Operand Dense(torch.Tensor tensor, torch.ScalarType type)
    {
        if (tensor.type != type) return Of(tensor, type);
        if (tensor.IsContiguous) return new Operand(tensor, null);
        var made = tensor.Copy(scoped: false);
        return new Operand(made, made);
    }

    /// <summary>As <see cref="Dense(torch.Tensor, torch.ScalarType)"/>, but never the tensor itself, which is about to go.</summary>
    public static Operand Owned(torch.Tensor tensor, torch.ScalarType type)
    {
        if (tensor.type != type) return Of(tensor, type);
        var made = tensor.Copy(scoped: false);
        return new Operand(made, made);
    }

    public static Operand Dense(torch.Tensor tensor) => Dense(tensor, tensor.type);

    /// <summary>A number as a tensor without dimensions.</summary>
    public static Operand Of(Scalar scalar, torch.ScalarType type)
    {
        var made = torch.Tensor.Filled(Shape.Scalar, type, scalar, scoped: false);
        return new Operand(made, made);
    }

    /// <summary>New memory for what an operation computes beside its result.</summary>
    public static Operand Empty(ReadOnlySpan<long> sizes, torch.ScalarType type)
    {
        var made = torch.Tensor.Empty(ShapeTable.Of(sizes), type, scoped: false);
        return new Operand(made, made);
    }

    public unsafe float* Floats => Tensor.Floats;

    public void Dispose() => made?.Retire();
}

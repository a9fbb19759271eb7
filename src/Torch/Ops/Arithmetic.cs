// Sum, difference, product and quotient of broadcast tensors: data only; history is added by the tensor methods.
using System.Numerics;
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

internal static unsafe class Arithmetic
{
    /// <summary>y = a + alpha b. y may be a.</summary>
    public static void Add(torch.Tensor y, torch.Tensor a, torch.Tensor b, double alpha)
    {
        if (alpha == 1)
        {
            if (!Dense(y, a, b, &Elementwise.Add) && !Row(y, a, b)) BinaryLoop.Run<Plus>(y, a, b);
        }
        else if (alpha == -1)
        {
            if (!Dense(y, a, b, &Elementwise.Subtract)) BinaryLoop.Run<Minus>(y, a, b);
        }
        else if (ReferenceEquals(y, a) && AllDense(y, a, b)) Elementwise.AddScaled(b.Floats, (float)alpha, y.Floats, y.Count);
        else
        {
            using var factor = Operand.Of(alpha == Math.Floor(alpha) ? (Scalar)(long)alpha : alpha, b.type);
            using var scaled = torch.Tensor.Empty(b.sizes, b.type, scoped: false);
            BinaryLoop.Run<Times>(scaled, b, factor.Tensor);
            BinaryLoop.Run<Plus>(y, a, scaled);
        }
    }

    public static void Multiply(torch.Tensor y, torch.Tensor a, torch.Tensor b)
    {
        if (!Dense(y, a, b, &Elementwise.Multiply)) BinaryLoop.Run<Times>(y, a, b);
    }

    public static void Divide(torch.Tensor y, torch.Tensor a, torch.Tensor b)
    {
        if (!Dense(y, a, b, &Elementwise.Divide)) BinaryLoop.Run<Over>(y, a, b);
    }

    /// <summary>y = a + s, both of y's type.</summary>
    public static void AddScalar(torch.Tensor y, torch.Tensor a, Scalar s)
    {
        if (AllDense(y, a))
        {
            Elementwise.AddScalar(a.Floats, (float)s.Real, y.Floats, y.Count);
            return;
        }
        using var scalar = Operand.Of(s, y.type);
        BinaryLoop.Run<Plus>(y, a, scalar.Tensor);
    }

    /// <summary>y = a s, both of y's type.</summary>
    public static void MultiplyScalar(torch.Tensor y, torch.Tensor a, Scalar s)
    {
        if (AllDense(y, a))
        {
            Elementwise.MultiplyScalar(a.Floats, (float)s.Real, y.Floats, y.Count);
            return;
        }
        using var scalar = Operand.Of(s, y.type);
        BinaryLoop.Run<Times>(y, a, scalar.Tensor);
    }

    private static bool AllDense(torch.Tensor y, torch.Tensor a) => y.IsDenseFloat && a.IsDenseFloat && Shape.Same(y.sizes, a.sizes);

    private static bool AllDense(torch.Tensor y, torch.Tensor a, torch.Tensor b) => AllDense(y, a) && b.IsDenseFloat && Shape.Same(y.sizes, b.sizes);

    private static bool Dense(torch.Tensor y, torch.Tensor a, torch.Tensor b, delegate*<float*, float*, float*, long, void> kernel)
    {
        if (!AllDense(y, a, b)) return false;
        kernel(a.Floats, b.Floats, y.Floats, y.Count);
        return true;
    }

    // One operand is repeated over the leading dimensions, such as a bias (C) on (B, T, C).
    private static bool Row(torch.Tensor y, torch.Tensor a, torch.Tensor b)
    {
        if (AllDense(y, b)) (a, b) = (b, a);
        else if (!AllDense(y, a)) return false;
        if (!b.IsDenseFloat || b.Count == 0 || !Shape.IsTail(b.sizes, y.sizes)) return false;
        RowBias.Add(a.Floats, b.Floats, y.Floats, y.Count / b.Count, b.Count);
        return true;
    }

    internal struct Plus : IBinary
    {
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a + b;
    }

    internal struct Minus : IBinary
    {
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a - b;
    }

    internal struct Times : IBinary
    {
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a * b;
    }

    internal struct Over : IBinary
    {
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a / b;
    }
}

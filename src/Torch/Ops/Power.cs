// y = a^s for a number s, with its gradient.
using System.Numerics;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor pow(Scalar exponent)
        {
            using var temporaries = Temporaries.Open();
            var result = TypePromotion.Of(this, exponent);
            if (!torch.is_floating_point(result) && exponent.Whole < 0)
                throw new InvalidOperationException("pow: whole numbers to negative whole powers are not allowed; convert to floating point first.");
            var y = Empty(sizes, result);
            using (var a = Operand.Of(this, result))
            {
                if (exponent.Real == 2) Arithmetic.Multiply(y, a.Tensor, a.Tensor);
                else
                {
                    using var b = Operand.Of(exponent, result);
                    BinaryLoop.Run<PowerOp>(y, a.Tensor, b.Tensor);
                }
            }
            if (Node.Wanted(this))
                Node.Of("PowBackward0", node =>
                {
                    // y = x^n  =>  dx = dy n x^(n-1)
                    var n = exponent.Real;
                    node.Give(0, n == 0
                        ? Filled(node.Gradient.sizes, node.Gradient.type, 0)
                        : node.Gradient.mul(n == 2 ? node.Saved(0) : node.Saved(0).pow(n - 1)).mul(n));
                }, this).Saves(this).Makes(y);
            return temporaries.Result(y);
        }

        private struct PowerOp : IBinary
        {
            public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T>
            {
                if (typeof(T) == typeof(float)) return (T)(object)MathF.Pow((float)(object)a, (float)(object)b);
                if (typeof(T) == typeof(double)) return (T)(object)Math.Pow((double)(object)a, (double)(object)b);
                var power = T.One;
                for (var n = long.CreateTruncating(b); n > 0; n >>= 1, a *= a)
                    if ((n & 1) != 0) power *= a;
                return power;
            }
        }
    }
}

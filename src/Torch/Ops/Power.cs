// y = a^b for tensors and numbers, with the gradients of both.
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

        public Tensor pow(Tensor exponent)
        {
            Tensor a = this, b = exponent;
            var result = TypePromotion.Of(a, b);
            var y = Empty(Shape.Broadcast(a.sizes, b.sizes, nameof(pow)), result);
            using (var left = Operand.Of(a, result))
            using (var right = Operand.Of(b, result))
                BinaryLoop.Run<PowerOp>(y, left.Tensor, right.Tensor);
            if (!Node.Wanted(a, b)) return y;
            return Node.Of("PowBackward1", static node =>
            {
                // y = a^b  =>  da = dy b a^(b-1), db = dy y ln a; both 0 where they would be 0 times infinity
                var (dy, a, b, y) = (node.Gradient, node.Saved(0), node.Saved(1), node.Saved(2));
                if (node.Wants(0)) node.Give(0, dy.mul(b).mul(a.pow(b.sub(1))).masked_fill(b.eq(0), 0));
                if (node.Wants(1)) node.Give(1, dy.mul(y).mul(a.log()).masked_fill(a.eq(0).bitwise_and(b.ge(0)), 0));
            }, a, b).Saves(a, b, y).Finish(y);
        }

        public Tensor pow_(Scalar exponent) => Become(nameof(pow_), x => x.pow(exponent));

        public Tensor pow_(Tensor exponent) => Become(nameof(pow_), x => x.pow(exponent));

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

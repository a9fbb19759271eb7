// y = a b and y = a / b, with their gradients.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What becomes of a quotient's fraction.</summary>
    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }

    public partial class Tensor
    {
        public Tensor mul(Tensor target)
        {
            Tensor a = this, b = target;
            var result = TypePromotion.Of(a, b);
            var y = Empty(Shape.Broadcast(a.sizes, b.sizes, nameof(mul)), result);
            using (var left = Operand.Of(a, result))
            using (var right = Operand.Of(b, result))
                Arithmetic.Multiply(y, left.Tensor, right.Tensor);
            if (!Node.Wanted(a, b)) return y;
            return Node.Of("MulBackward0", static node =>
            {
                // y = a b  =>  da = dy b, db = dy a
                if (node.Wants(0)) node.Give(0, node.Gradient.mul(node.Saved(1)));
                if (node.Wants(1)) node.Give(1, node.Gradient.mul(node.Saved(0)));
            }, a, b).Saves(b.requires_grad ? a : null, a.requires_grad ? b : null).Finish(y);
        }

        public Tensor mul(Scalar target)
        {
            var result = TypePromotion.Of(this, target);
            var y = Empty(sizes, result);
            using (var x = Operand.Of(this, result)) Arithmetic.MultiplyScalar(y, x.Tensor, target);
            // y = s x  =>  dx = s dy
            if (Node.Wanted(this)) Node.Of("MulBackward0", target, static (node, factor) => node.Give(0, node.Gradient.mul(factor)), this).Makes(y);
            return y;
        }

        public Tensor mul_(Scalar target)
        {
            RequireFits(nameof(mul_), sizes, TypePromotion.Of(this, target));
            if (RecordsInPlace()) return Become(nameof(mul_), x => x.mul(target));
            Arithmetic.MultiplyScalar(this, this, target);
            return Changed();
        }

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            RequireUnrounded(rounding_mode);
            Tensor a = this, b = target;
            var result = TypePromotion.ToFloatingPoint(TypePromotion.Of(a, b));
            var y = Empty(Shape.Broadcast(a.sizes, b.sizes, nameof(div)), result);
            using (var left = Operand.Of(a, result))
            using (var right = Operand.Of(b, result))
                Arithmetic.Divide(y, left.Tensor, right.Tensor);
            if (!Node.Wanted(a, b)) return y;
            return Node.Of("DivBackward0", static node =>
            {
                // y = a / b  =>  da = dy / b, db = -dy a / b^2
                var (dy, b) = (node.Gradient, node.Saved(1));
                if (node.Wants(0)) node.Give(0, dy.div(b));
                if (node.Wants(1)) node.Give(1, dy.mul(node.Saved(0)).div(b.mul(b)).neg());
            }, a, b).Saves(b.requires_grad ? a : null, b).Finish(y);
        }

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            RequireUnrounded(rounding_mode);
            var result = TypePromotion.ToFloatingPoint(TypePromotion.Of(this, target));
            var y = Empty(sizes, result);
            using (var x = Operand.Of(this, result))
            using (var divisor = Operand.Of(target, result))
                BinaryLoop.Run<Arithmetic.Over>(y, x.Tensor, divisor.Tensor);
            // y = x / s  =>  dx = dy / s
            if (Node.Wanted(this)) Node.Of("DivBackward0", target, static (node, divisor) => node.Give(0, node.Gradient.div(divisor)), this).Makes(y);
            return y;
        }

        private static void RequireUnrounded(RoundingMode mode)
        {
            if (mode != RoundingMode.None)
                throw new NotSupportedException($"div: rounding_mode {mode} is not available in the managed engine; allowed: None.");
        }
    }
}

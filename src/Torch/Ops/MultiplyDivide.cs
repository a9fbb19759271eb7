// y = a b and y = a / b, with their gradients, and the whole-number divisions.
using System.Numerics;
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

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor mul_(Tensor target)
        {
            RequireFits(nameof(mul_), Shape.Broadcast(sizes, target.sizes, nameof(mul_)), TypePromotion.Of(this, target));
            if (RecordsInPlace(target) || TypePromotion.Of(this, target) != type) return Become(nameof(mul_), x => x.mul(target));
            using (var right = Operand.Of(target, type)) Arithmetic.Multiply(this, this, right.Tensor);
            return Changed();
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
            if (rounding_mode != RoundingMode.None) return RoundedQuotient(target, rounding_mode);
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
            var result = TypePromotion.Of(this, target);
            if (rounding_mode != RoundingMode.None)
            {
                using var divisor = Filled(Shape.Scalar, result, target, scoped: false);
                return RoundedQuotient(divisor, rounding_mode);
            }
            result = TypePromotion.ToFloatingPoint(result);
            var y = Empty(sizes, result);
            using (var x = Operand.Of(this, result))
            using (var divisor = Operand.Of(target, result))
                BinaryLoop.Run<Arithmetic.Over>(y, x.Tensor, divisor.Tensor);
            // y = x / s  =>  dx = dy / s
            if (Node.Wanted(this)) Node.Of("DivBackward0", target, static (node, divisor) => node.Give(0, node.Gradient.div(divisor)), this).Makes(y);
            return y;
        }

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Become(nameof(div_), x => x.div(target, rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            if (rounding_mode == RoundingMode.None && IsFloat32 && !RecordsInPlace() && target.Real != 0)
            {
                RequireFits(nameof(div_), sizes, type);
                using var divisor = Operand.Of(target, type);
                BinaryLoop.Run<Arithmetic.Over>(this, this, divisor.Tensor);
                return Changed();
            }
            return Become(nameof(div_), x => x.div(target, rounding_mode));
        }

        public Tensor floor_divide(Tensor other) => RoundedQuotient(other, RoundingMode.floor);

        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);

        /// <summary>What is left of a floor division; has the divisor's sign.</summary>
        public Tensor remainder(Tensor target)
        {
            var y = Whole<RemainderOp>(target, nameof(remainder));
            if (!Node.Wanted(this, target)) return y;
            return Node.Of("RemainderBackward0", static node =>
            {
                // y = a - floor(a / b) b  =>  da = dy, db = -floor(a / b) dy
                node.Give(0, node.Gradient);
                if (node.Wants(1)) node.Give(1, node.Gradient.mul(node.Saved(0).floor_divide(node.Saved(1))).neg());
            }, this, target).Saves(this, target).Finish(y);
        }

        public Tensor remainder(Scalar scalar)
        {
            using var temporaries = Temporaries.Open();
            return temporaries.Result(remainder(Filled(Shape.Scalar, TypePromotion.Of(this, scalar), scalar)));
        }

        private Tensor RoundedQuotient(Tensor target, RoundingMode mode)
        {
            var y = mode == RoundingMode.floor ? Whole<FloorOver>(target, "floor_divide") : Whole<TruncOver>(target, "div");
            // y is constant between jumps  =>  da = db = 0
            if (Node.Wanted(this, target))
                Node.Of("DivBackward1", static node =>
                {
                    using var zero = Filled(node.Gradient.sizes, node.Gradient.type, 0, scoped: false);
                    node.Give(0, zero);
                    node.Give(1, zero);
                }, this, target).Makes(y);
            return y;
        }

        private Tensor Whole<TOp>(Tensor target, string operation) where TOp : struct, IBinary
        {
            var result = TypePromotion.Of(this, target);
            if (result == ScalarType.Bool) throw new InvalidOperationException($"{operation}: not defined for two Bool tensors.");
            if (!torch.is_floating_point(result) && !target.all().item<bool>())
                throw new DivideByZeroException($"{operation}: division of whole numbers by zero.");
            var y = Empty(Shape.Broadcast(sizes, target.sizes, operation), result);
            using var left = Operand.Of(this, result);
            using var right = Operand.Of(target, result);
            BinaryLoop.Run<TOp>(y, left.Tensor, right.Tensor);
            return y;
        }

        private struct FloorOver : IBinary
        {
            public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T>
            {
                if ((typeof(T) == typeof(float) || typeof(T) == typeof(double)) && T.IsZero(b)) return a / b;
                var rest = a % b;
                // Without the rest the division is exact up to rounding, unlike a / b, which may round up to the next whole number.
                var quotient = (a - rest) / b;
                if (rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b)) quotient -= T.One;
                if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) return quotient;
                return T.IsZero(quotient) ? T.CopySign(T.Zero, a / b) : T.CreateTruncating(Math.Round(double.CreateTruncating(quotient)));
            }
        }

        private struct TruncOver : IBinary
        {
            public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> =>
                typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(Math.Truncate(double.CreateTruncating(a / b))) : a / b;
        }

        private struct RemainderOp : IBinary
        {
            public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T>
            {
                var rest = a % b;
                return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
            }
        }
    }
}

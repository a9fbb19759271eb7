// Comparisons of tensors and numbers; the answers are Bool tensors.
using System.Numerics;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Compared<EqualTo>(target);
        public Tensor eq(Scalar target) => Compared<EqualTo>(target);
        public Tensor ne(Tensor target) => Compared<Unequal>(target);
        public Tensor ne(Scalar target) => Compared<Unequal>(target);
        public Tensor lt(Tensor target) => Compared<Less>(target);
        public Tensor lt(Scalar target) => Compared<Less>(target);
        public Tensor le(Tensor target) => Compared<LessOrEqual>(target);
        public Tensor le(Scalar target) => Compared<LessOrEqual>(target);
        public Tensor gt(Tensor target) => Compared<Greater>(target);
        public Tensor gt(Scalar target) => Compared<Greater>(target);
        public Tensor ge(Tensor target) => Compared<GreaterOrEqual>(target);
        public Tensor ge(Scalar target) => Compared<GreaterOrEqual>(target);

        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor less(Tensor target) => lt(target);
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor greater(Tensor target) => gt(target);
        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor isnan() => Tested<NotANumber>();
        public Tensor isinf() => Tested<Infinite>();
        public Tensor isfinite() => Tested<Finite>();
        public Tensor isposinf() => Tested<PositiveInfinite>();
        public Tensor isneginf() => Tested<NegativeInfinite>();

        /// <summary>True where not zero is true: the opposite of each truth value.</summary>
        public Tensor logical_not() => Tested<Zero>();

        /// <summary>As <see cref="eq(Tensor)"/>, element by element; <see cref="Equals(Tensor)"/> compares tensors as wholes.</summary>
        public Tensor equal(Tensor target) => eq(target);

        /// <summary>|x - y| at most atol + rtol |y|, element by element.</summary>
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false)
        {
            using var temporaries = Temporaries.Open();
            using var noGrad = new GradMode(false);
            if (type != other.type) throw new ArgumentException($"isclose: expected two tensors of the same dtype, but got {Text} and {other.Text}.");
            var (x, y) = (to_type(ScalarType.Float64), other.to_type(ScalarType.Float64));
            // Infinities are close only to themselves.
            var close = x.eq(y).bitwise_or(x.sub(y).abs().le(y.abs().mul(rtol).add(atol)).bitwise_and(y.isfinite()));
            if (nanEqual) close = close.bitwise_or(x.isnan().bitwise_and(y.isnan()));
            return temporaries.Result(close);
        }

        /// <summary>Every element is close: see <see cref="isclose"/>.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false)
        {
            using var temporaries = Temporaries.Open();
            return isclose(target, rtol, atol, equal_nan).all().item<bool>();
        }

        private Tensor Compared<TOp>(Tensor other) where TOp : struct, IComparison
        {
            var common = TypePromotion.Of(this, other);
            var y = Empty(Shape.Broadcast(sizes, other.sizes, "comparison"), ScalarType.Bool);
            using var left = Operand.Of(this, common);
            using var right = Operand.Of(other, common);
            BinaryLoop.Compare<TOp>(y, left.Tensor, right.Tensor);
            return y;
        }

        private Tensor Compared<TOp>(Scalar other) where TOp : struct, IComparison
        {
            var common = TypePromotion.Of(this, other);
            var y = Empty(sizes, ScalarType.Bool);
            using var left = Operand.Of(this, common);
            using var right = Operand.Of(other, common);
            BinaryLoop.Compare<TOp>(y, left.Tensor, right.Tensor);
            return y;
        }

        private Tensor Tested<TOp>() where TOp : struct, IPredicate
        {
            var y = Empty(sizes, ScalarType.Bool);
            UnaryLoop.Test<TOp>(y, this);
            return y;
        }

        private struct EqualTo : IComparison
        {
            public static bool Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a == b;
        }

        private struct Unequal : IComparison
        {
            public static bool Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a != b;
        }

        private struct Less : IComparison
        {
            public static bool Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a < b;
        }

        private struct LessOrEqual : IComparison
        {
            public static bool Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a <= b;
        }

        private struct Greater : IComparison
        {
            public static bool Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a > b;
        }

        private struct GreaterOrEqual : IComparison
        {
            public static bool Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a >= b;
        }

        private struct NotANumber : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsNaN(x);
        }

        private struct Infinite : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsInfinity(x);
        }

        private struct Finite : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsFinite(x);
        }

        private struct PositiveInfinite : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsPositiveInfinity(x);
        }

        private struct NegativeInfinite : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsNegativeInfinity(x);
        }

        private struct Zero : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsZero(x);
        }
    }
}

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
        public Tensor ne(Scalar target) => Compared<Unequal>(target);
        public Tensor lt(Scalar target) => Compared<Less>(target);
        public Tensor le(Scalar target) => Compared<LessOrEqual>(target);
        public Tensor gt(Scalar target) => Compared<Greater>(target);
        public Tensor ge(Scalar target) => Compared<GreaterOrEqual>(target);

        /// <summary>True where not zero is true: the opposite of each truth value.</summary>
        public Tensor logical_not() => Tested<Zero>();

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

        private struct Zero : IPredicate
        {
            public static bool Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsZero(x);
        }
    }
}

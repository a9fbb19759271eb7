// Functions of any number, element by element: sign and size, rounding, limits, powers, with their gradients.
using System.Numerics;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor neg()
        {
            if (type == ScalarType.Bool) throw new InvalidOperationException("neg: negation of a Bool tensor is not supported; use logical_not.");
            return mul(-1);
        }

        public Tensor negative() => neg();

        public Tensor neg_() => mul_(-1);

        public Tensor positive() => alias();

        public Tensor abs()
        {
            var y = Map<AbsoluteOp>();
            // y = |x|  =>  dx = dy sign x
            if (Node.Wanted(this)) Node.Of("AbsBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).sign())), this).Saves(this).Makes(y);
            return y;
        }

        public Tensor absolute() => abs();

        public Tensor abs_() => Become(nameof(abs_), static x => x.abs());

        public Tensor square()
        {
            using var temporaries = Temporaries.Open();
            return temporaries.Result(type == ScalarType.Bool ? to_type(ScalarType.Int64) : mul(this));
        }

        public Tensor reciprocal()
        {
            var y = Divides(1);
            return y;
        }

        public Tensor reciprocal_() => Become(nameof(reciprocal_), static x => x.reciprocal());

        public Tensor sign() => Step(Map<SignOp>(), "SignBackward0");

        public Tensor floor() => Step(Map<FloorOp>(), "FloorBackward0");

        public Tensor ceil() => Step(Map<CeilingOp>(), "CeilBackward0");

        public Tensor trunc() => Step(Map<TruncateOp>(), "TruncBackward0");

        /// <summary>To the nearest number with so many decimals; halves go to the even one.</summary>
        public Tensor round(long decimals = 0)
        {
            if (decimals == 0 || !is_floating_point()) return Step(Map<RoundOp>(), "RoundBackward0");
            using var temporaries = Temporaries.Open();
            var scale = Math.Pow(10, decimals);
            return temporaries.Result(mul(scale).round().div(scale));
        }

        public Tensor sign_() => Become(nameof(sign_), static x => x.sign());

        public Tensor floor_() => Become(nameof(floor_), static x => x.floor());

        public Tensor ceil_() => Become(nameof(ceil_), static x => x.ceil());

        public Tensor trunc_() => Become(nameof(trunc_), static x => x.trunc());

        public Tensor round_(long decimals = 0) => Become(nameof(round_), x => x.round(decimals));

        /// <summary>Not below min and not above max.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            if (min is null && max is null) throw new ArgumentException("clamp: at least one of min or max must be given.");
            using var temporaries = Temporaries.Open();
            var result = min is null ? type : TypePromotion.Of(this, min);
            if (max is not null && torch.is_floating_point(TypePromotion.Of(this, max))) result = TypePromotion.Of(this, max);
            return temporaries.Result(clamp(
                min is null ? null : Filled(Shape.Scalar, result, min), max is null ? null : Filled(Shape.Scalar, result, max)));
        }

        /// <inheritdoc cref="clamp(Scalar?, Scalar?)"/>
        public Tensor clamp(Tensor? min = null, Tensor? max = null)
        {
            if (min is null && max is null) throw new ArgumentException("clamp: at least one of min or max must be given.");
            using var temporaries = Temporaries.Open();
            var y = min is null ? this : Pairwise<LargerOp>(this, min);
            if (max is not null) y = Pairwise<SmallerOp>(y, max);
            var result = temporaries.Result(y);
            if (!Node.Wanted(this, min, max)) return result;
            Node.Of("ClampBackward1", static node =>
            {
                // y = min(max(x, lower), upper)  =>  dx = dy where x is within, dlower = dy where x is below, dupper = dy where x is above
                var (dy, x, lower, upper) = (node.Gradient, node.Saved(0), node.SavedOrNull(1), node.SavedOrNull(2));
                var within = lower is null ? x.le(upper!) : upper is null ? x.ge(lower) : x.ge(lower).bitwise_and(x.le(upper));
                node.Give(0, dy.mul(within));
                if (node.Wants(1)) node.Give(1, dy.mul(x.lt(lower!)));
                if (node.Wants(2)) node.Give(2, dy.mul(x.gt(upper!)));
            }, this, min, max).Saves(this, min, max).Makes(result);
            return result;
        }

        public Tensor clamp_min(Scalar min) => clamp(min, (Scalar?)null);

        public Tensor clamp_max(Scalar max) => clamp((Scalar?)null, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Become(nameof(clamp_), x => x.clamp(min, max));

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Become(nameof(clamp_), x => x.clamp(min, max));

        /// <summary>The larger of two, element by element; NaN wins.</summary>
        public Tensor maximum(Tensor other) => Extreme<LargerOp>(other, static (a, b) => a.gt(b), "MaximumBackward0");

        /// <summary>The smaller of two, element by element; NaN wins.</summary>
        public Tensor minimum(Tensor other) => Extreme<SmallerOp>(other, static (a, b) => a.lt(b), "MinimumBackward0");

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        private Tensor Extreme<TOp>(Tensor other, Func<Tensor, Tensor, Tensor> wins, string name) where TOp : struct, IBinary
        {
            var y = Pairwise<TOp>(this, other);
            if (!Node.Wanted(this, other)) return y;
            return Node.Of(name, node =>
            {
                // y = the extreme of a and b  =>  dy goes to the one that won, half to each where they are equal
                var (dy, a, b) = (node.Gradient, node.Saved(0), node.Saved(1));
                var tie = a.eq(b).to_type(dy.type).mul(0.5);
                if (node.Wants(0)) node.Give(0, dy.mul(wins(a, b).to_type(dy.type).add(tie)));
                if (node.Wants(1)) node.Give(1, dy.mul(wins(b, a).to_type(dy.type).add(tie)));
            }, this, other).Saves(this, other).Finish(y);
        }

        private static Tensor Pairwise<TOp>(Tensor a, Tensor b) where TOp : struct, IBinary
        {
            var result = TypePromotion.Of(a, b);
            var y = Empty(Shape.Broadcast(a.sizes, b.sizes, "maximum"), result);
            using var left = Operand.Of(a, result);
            using var right = Operand.Of(b, result);
            BinaryLoop.Run<TOp>(y, left.Tensor, right.Tensor);
            return y;
        }

        private Tensor Map<TOp>() where TOp : struct, IUnary
        {
            var y = Empty(sizes, type);
            UnaryLoop.Run<TOp>(y, this);
            return y;
        }

        // y is constant between jumps  =>  dx = 0
        private Tensor Step(Tensor y, string name) => !Node.Wanted(this) ? y : Node.Of(name, static node =>
            node.Give(0, Filled(node.Gradient.sizes, node.Gradient.type, 0)), this).Finish(y);

        private struct AbsoluteOp : IUnary
        {
            public static T Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsNegative(x) ? -x : x;
        }

        private struct SignOp : IUnary
        {
            public static T Apply<T>(T x) where T : unmanaged, INumber<T> => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero;
        }

        private struct FloorOp : IUnary
        {
            public static T Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsInteger(x) ? x : T.CreateTruncating(Math.Floor(double.CreateTruncating(x)));
        }

        private struct CeilingOp : IUnary
        {
            public static T Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsInteger(x) ? x : T.CreateTruncating(Math.Ceiling(double.CreateTruncating(x)));
        }

        private struct TruncateOp : IUnary
        {
            public static T Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsInteger(x) ? x : T.CreateTruncating(Math.Truncate(double.CreateTruncating(x)));
        }

        private struct RoundOp : IUnary
        {
            public static T Apply<T>(T x) where T : unmanaged, INumber<T> => T.IsInteger(x) ? x : T.CreateTruncating(Math.Round(double.CreateTruncating(x)));
        }

        private struct LargerOp : IBinary
        {
            public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => T.IsNaN(a) || a > b ? a : b;
        }

        private struct SmallerOp : IBinary
        {
            public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => T.IsNaN(a) || a < b ? a : b;
        }
    }
}

// Functions of any number, element by element: sign, size, square, with their gradients.
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

        public Tensor abs()
        {
            var y = Map<AbsoluteOp>();
            // y = |x|  =>  dx = dy sign x
            if (Node.Wanted(this)) Node.Of("AbsBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).sign())), this).Saves(this).Makes(y);
            return y;
        }

        public Tensor square()
        {
            using var temporaries = Temporaries.Open();
            return temporaries.Result(type == ScalarType.Bool ? to_type(ScalarType.Int64) : mul(this));
        }

        public Tensor sign() => Step(Map<SignOp>(), "SignBackward0");

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
    }
}

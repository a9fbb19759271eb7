// Functions of a floating-point number, element by element, with their gradients.
using System.Numerics;
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public unsafe Tensor exp()
        {
            var y = FloatMap<ExpOp>(&Elementwise.Exp);
            // y = e^x  =>  dx = dy y
            if (Node.Wanted(this)) Node.Of("ExpBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0))), this).Saves(y).Makes(y);
            return y;
        }

        public unsafe Tensor log()
        {
            var y = FloatMap<LogOp>(&Elementwise.Log);
            // y = ln x  =>  dx = dy / x
            if (Node.Wanted(this)) Node.Of("LogBackward0", static node => node.Give(0, node.Gradient.div(node.Saved(0))), this).Saves(this).Makes(y);
            return y;
        }

        public unsafe Tensor sqrt()
        {
            var y = FloatMap<SqrtOp>(&Elementwise.Sqrt);
            // y = sqrt x  =>  dx = dy / 2y
            if (Node.Wanted(this)) Node.Of("SqrtBackward0", static node => node.Give(0, node.Gradient.div(node.Saved(0).mul(2))), this).Saves(y).Makes(y);
            return y;
        }

        public unsafe Tensor tanh()
        {
            var y = FloatMap<TanhOp>(&Elementwise.Tanh);
            // y = tanh x  =>  dx = dy (1 - y^2)
            if (Node.Wanted(this)) Node.Of("TanhBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).square().SubtractedFrom(1))), this).Saves(y).Makes(y);
            return y;
        }

        public unsafe Tensor rsqrt()
        {
            var y = FloatMap<RsqrtOp>();
            // y = x^(-1/2)  =>  dx = -dy y^3 / 2
            if (Node.Wanted(this)) Node.Of("RsqrtBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).pow(3)).mul(-0.5)), this).Saves(y).Makes(y);
            return y;
        }

        public unsafe Tensor sigmoid()
        {
            var y = FloatMap<SigmoidOp>();
            // y = 1 / (1 + e^-x)  =>  dx = dy y (1 - y)
            if (Node.Wanted(this)) Node.Of("SigmoidBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0)).mul(node.Saved(0).SubtractedFrom(1))), this).Saves(y).Makes(y);
            return y;
        }

        public unsafe Tensor sin()
        {
            var y = FloatMap<SinOp>();
            // y = sin x  =>  dx = dy cos x
            if (Node.Wanted(this)) Node.Of("SinBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).cos())), this).Saves(this).Makes(y);
            return y;
        }

        public unsafe Tensor cos()
        {
            var y = FloatMap<CosOp>();
            // y = cos x  =>  dx = -dy sin x
            if (Node.Wanted(this)) Node.Of("CosBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).sin()).neg()), this).Saves(this).Makes(y);
            return y;
        }

        public unsafe Tensor erf()
        {
            var y = FloatMap<ErfOp>();
            // y = erf x  =>  dx = dy 2/sqrt(pi) e^(-x^2)
            if (Node.Wanted(this)) Node.Of("ErfBackward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).square().neg().exp()).mul(2 / Math.Sqrt(Math.PI))), this).Saves(this).Makes(y);
            return y;
        }

        /// <summary>y = f(x) in floating point; whole numbers become the default type.</summary>
        private unsafe Tensor FloatMap<TOp>(delegate*<float*, float*, long, void> kernel = null) where TOp : struct, IUnaryFloat
        {
            var y = Empty(sizes, TypePromotion.ToFloatingPoint(type));
            using var x = Operand.Of(this, y.type);
            if (kernel != null && x.Tensor.IsDenseFloat) kernel(x.Floats, y.Floats, y.Count);
            else UnaryLoop.RunFloat<TOp>(y, x.Tensor);
            return y;
        }

        private struct ExpOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Exp(x);
        }

        private struct LogOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Log(x);
        }

        private struct SqrtOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Sqrt(x);
        }

        private struct TanhOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Tanh(x);
        }

        private struct RsqrtOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.One / T.Sqrt(x);
        }

        private struct SigmoidOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
        }

        private struct SinOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Sin(x);
        }

        private struct CosOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Cos(x);
        }

        private struct ErfOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(ErrorFunction.Erf(double.CreateTruncating(x)));
        }
    }
}

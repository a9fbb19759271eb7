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

        public unsafe Tensor log1p()
        {
            var y = FloatMap<Log1pOp>();
            // y = ln(1 + x)  =>  dx = dy / (1 + x)
            if (Node.Wanted(this)) Node.Of("Log1pBackward0", static node => node.Give(0, node.Gradient.div(node.Saved(0).add(1))), this).Saves(this).Makes(y);
            return y;
        }

        public unsafe Tensor expm1()
        {
            var y = FloatMap<Expm1Op>();
            // y = e^x - 1  =>  dx = dy (y + 1)
            if (Node.Wanted(this)) Node.Of("Expm1Backward0", static node => node.Give(0, node.Gradient.mul(node.Saved(0).add(1))), this).Saves(y).Makes(y);
            return y;
        }

        public unsafe Tensor log2()
        {
            var y = FloatMap<Log2Op>();
            // y = log2 x  =>  dx = dy / (x ln 2)
            if (Node.Wanted(this)) Node.Of("Log2Backward0", static node => node.Give(0, node.Gradient.div(node.Saved(0).mul(Math.Log(2)))), this).Saves(this).Makes(y);
            return y;
        }

        public unsafe Tensor log10()
        {
            var y = FloatMap<Log10Op>();
            // y = log10 x  =>  dx = dy / (x ln 10)
            if (Node.Wanted(this)) Node.Of("Log10Backward0", static node => node.Give(0, node.Gradient.div(node.Saved(0).mul(Math.Log(10)))), this).Saves(this).Makes(y);
            return y;
        }

        public Tensor exp_() => Become(nameof(exp_), static x => x.exp());
        public Tensor log_() => Become(nameof(log_), static x => x.log());
        public Tensor sqrt_() => Become(nameof(sqrt_), static x => x.sqrt());
        public Tensor tanh_() => Become(nameof(tanh_), static x => x.tanh());
        public Tensor rsqrt_() => Become(nameof(rsqrt_), static x => x.rsqrt());
        public Tensor sigmoid_() => Become(nameof(sigmoid_), static x => x.sigmoid());
        public Tensor sin_() => Become(nameof(sin_), static x => x.sin());
        public Tensor cos_() => Become(nameof(cos_), static x => x.cos());
        public Tensor erf_() => Become(nameof(erf_), static x => x.erf());
        public Tensor log1p_() => Become(nameof(log1p_), static x => x.log1p());
        public Tensor expm1_() => Become(nameof(expm1_), static x => x.expm1());
        public Tensor log2_() => Become(nameof(log2_), static x => x.log2());
        public Tensor log10_() => Become(nameof(log10_), static x => x.log10());

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

        private struct Log1pOp : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.LogP1(x);
        }

        private struct Expm1Op : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.ExpM1(x);
        }

        private struct Log2Op : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Log2(x);
        }

        private struct Log10Op : IUnaryFloat
        {
            public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Log10(x);
        }
    }
}

// y = a + alpha b and y = a - b, with their gradients.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Sum(this, target, 1, "AddBackward0");

        public Tensor add(Tensor target, Scalar alpha) => Sum(this, target, alpha.Real, "AddBackward0");

        public Tensor add(Scalar scalar) => PlusScalar(scalar, "AddBackward0");

        public Tensor sub(Tensor target)
        {
            if (type == ScalarType.Bool && target.type == ScalarType.Bool)
                throw new InvalidOperationException("sub: subtraction of two Bool tensors is not supported; use logical_xor or bitwise_xor.");
            return Sum(this, target, -1, "SubBackward0");
        }

        public Tensor add_(Tensor target, Scalar alpha) => AddTo(target, alpha.Real, nameof(add_));

        public Tensor add_(Scalar scalar)
        {
            RequireFits(nameof(add_), sizes, TypePromotion.Of(this, scalar));
            if (RecordsInPlace()) return Become(nameof(add_), x => x.add(scalar));
            Arithmetic.AddScalar(this, this, scalar);
            return Changed();
        }

        private static Tensor Sum(Tensor a, Tensor b, double alpha, string name)
        {
            var result = TypePromotion.Of(a, b);
            var y = Empty(Shape.Broadcast(a.sizes, b.sizes, "add"), result);
            using (var left = Operand.Of(a, result))
            using (var right = Operand.Of(b, result))
                Arithmetic.Add(y, left.Tensor, right.Tensor, alpha);
            if (!Node.Wanted(a, b)) return y;
            return Node.Of(name, alpha, static (node, alpha) =>
            {
                // y = a + alpha b  =>  da = dy, db = alpha dy
                node.Give(0, node.Gradient);
                if (node.Wants(1)) node.Give(1, alpha == 1 ? node.Gradient : node.Gradient.mul(alpha));
            }, a, b).Finish(y);
        }

        private Tensor PlusScalar(Scalar scalar, string name)
        {
            var result = TypePromotion.Of(this, scalar);
            var y = Empty(sizes, result);
            using (var x = Operand.Of(this, result)) Arithmetic.AddScalar(y, x.Tensor, scalar);
            // y = x + s  =>  dx = dy
            if (Node.Wanted(this)) Node.Of(name, static node => node.Give(0, node.Gradient), this).Makes(y);
            return y;
        }

        private Tensor AddTo(Tensor target, double alpha, string operation)
        {
            var result = TypePromotion.Of(this, target);
            RequireFits(operation, Shape.Broadcast(sizes, target.sizes, operation), result);
            if (RecordsInPlace(target)) return Become(operation, x => Sum(x, target, alpha, alpha == -1 ? "SubBackward0" : "AddBackward0"));
            if (result != type) return Become(operation, x => Sum(x, target, alpha, "AddBackward0"));
            using (var right = Operand.Of(target, type)) Arithmetic.Add(this, this, right.Tensor, alpha);
            return Changed();
        }
    }
}

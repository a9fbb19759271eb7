// The operators of C#: arithmetic and comparisons on tensors and numbers.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, double right) => left.add((Scalar)right);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, double right) => left.mul((Scalar)right);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator /(Tensor left, double right) => left.div((Scalar)right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        // s - x = -(x - s)
        private Tensor SubtractedFrom(Scalar scalar)
        {
            using var temporaries = Temporaries.Open();
            return temporaries.Result(neg().add(scalar));
        }
    }
}

// And, or, exclusive or, not: on truth values, and bit by bit on whole numbers.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bitwise_and(Tensor other) => Bits<AndBody>(other, nameof(bitwise_and));
        public Tensor bitwise_or(Tensor other) => Bits<OrBody>(other, nameof(bitwise_or));
        public Tensor bitwise_xor(Tensor other) => Bits<XorBody>(other, nameof(bitwise_xor));

        public Tensor bitwise_not()
        {
            if (type == ScalarType.Bool) return logical_not();
            RequireWhole(nameof(bitwise_not));
            using var temporaries = Temporaries.Open();
            return temporaries.Result(bitwise_xor(Filled(Shape.Scalar, type, type == ScalarType.Byte ? 255 : -1)));
        }

        public Tensor logical_and(Tensor other) => Logical(other, static (a, b) => a.bitwise_and(b));
        public Tensor logical_or(Tensor other) => Logical(other, static (a, b) => a.bitwise_or(b));
        public Tensor logical_xor(Tensor other) => Logical(other, static (a, b) => a.bitwise_xor(b));

        private Tensor Logical(Tensor other, Func<Tensor, Tensor, Tensor> operation)
        {
            using var temporaries = Temporaries.Open();
            return temporaries.Result(operation(@bool(), other.@bool()));
        }

        private Tensor Bits<TBody>(Tensor other, string operation) where TBody : struct, IStridedBody, IWordSized
        {
            RequireWhole(operation);
            other.RequireWhole(operation);
            var common = TypePromotion.Of(this, other);
            var y = Empty(Shape.Broadcast(sizes, other.sizes, operation), common);
            using var left = Operand.Of(this, common);
            using var right = Operand.Of(other, common);
            StridedLoop.Run(y.sizes, new TBody { Size = ElementType.Size(common) }, y, left.Tensor, right.Tensor);
            return y;
        }

        private void RequireWhole(string operation)
        {
            if (!is_integral()) throw new InvalidOperationException($"{operation}: expected whole numbers or Bool, but got {Text}.");
        }

        private interface IWordSized
        {
            int Size { get; set; }
        }

        private unsafe struct AndBody : IStridedBody, IWordSized
        {
            public int Size { get; set; }

            public readonly void Run(byte** at, long* steps, long count)
            {
                for (long i = 0; i < count; i++)
                    for (var k = 0; k < Size; k++)
                        at[0][i * steps[0] + k] = (byte)(at[1][i * steps[1] + k] & at[2][i * steps[2] + k]);
            }
        }

        private unsafe struct OrBody : IStridedBody, IWordSized
        {
            public int Size { get; set; }

            public readonly void Run(byte** at, long* steps, long count)
            {
                for (long i = 0; i < count; i++)
                    for (var k = 0; k < Size; k++)
                        at[0][i * steps[0] + k] = (byte)(at[1][i * steps[1] + k] | at[2][i * steps[2] + k]);
            }
        }

        private unsafe struct XorBody : IStridedBody, IWordSized
        {
            public int Size { get; set; }

            public readonly void Run(byte** at, long* steps, long count)
            {
                for (long i = 0; i < count; i++)
                    for (var k = 0; k < Size; k++)
                        at[0][i * steps[0] + k] = (byte)(at[1][i * steps[1] + k] ^ at[2][i * steps[2] + k]);
            }
        }
    }
}

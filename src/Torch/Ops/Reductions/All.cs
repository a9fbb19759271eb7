// Whether every element is true.
using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>True where every element is not zero.</summary>
        public Tensor all()
        {
            using var reduction = new Reduction(this, [], ScalarType.Bool, nameof(all));
            var y = Empty(reduction.ResultSizes(false), ScalarType.Bool);
            RowLoop.Run<AllOp>(reduction, y);
            return y;
        }

        private struct AllOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                for (long i = 0; i < columns; i++)
                    if (T.IsZero(row[i])) return T.Zero;
                return T.One;
            }
        }
    }
}

// Products of matrices, of vectors and of batches of matrices, with their gradients. Transposed operands are read in place.
using System.Numerics;
using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>(b, m, k) times (b, k, n) is (b, m, n).</summary>
        public Tensor bmm(Tensor batch2)
        {
            if (Rank != 3 || batch2.Rank != 3 || sizes[0] != batch2.sizes[0])
                throw new ArgumentException($"bmm: expected two batches of matrices of one size, but got {Text} and {batch2.Text}.");
            return Product(this, batch2, nameof(bmm), "BmmBackward0");
        }

        /// <summary>The product over the last two dimensions; those before broadcast, a vector counts as a row on the left and a column on the right.</summary>
        public Tensor matmul(Tensor target)
        {
            Tensor a = this, b = target;
            if (a.Rank == 0 || b.Rank == 0)
                throw new ArgumentException($"matmul: both arguments need at least 1 dimension, but got {a.Text} and {b.Text}.");
            if (a.Rank == 2 && b.Rank == 2) return Product(a, b, nameof(matmul), "MmBackward0");
            using var temporaries = Temporaries.Open();
            var left = a.Rank == 1 ? a.unsqueeze(0) : a;
            var right = b.Rank == 1 ? b.unsqueeze(1) : b;
            Tensor y;
            if (left.Rank > 2 && right.Rank == 2)
            {
                // One product of (b m, k) and (k, n) instead of many small ones.
                RequireInner(left, right, nameof(matmul));
                var rows = left.reshape([Shape.Count(left.sizes.AsSpan(..^1)), left.sizes[^1]]);
                y = Product(rows, right, nameof(matmul), "MmBackward0").view([.. left.sizes[..^1], right.sizes[^1]]);
            }
            else y = Product(left, right, nameof(matmul), "BmmBackward0");
            if (b.Rank == 1) y = y.squeeze(-1);
            if (a.Rank == 1) y = y.squeeze(b.Rank == 1 ? -1 : -2);
            return temporaries.Result(y);
        }

        private static void RequireInner(Tensor a, Tensor b, string operation)
        {
            if (a.sizes[^1] != b.sizes[^2])
                throw new ArgumentException(
                    $"{operation}: mat1 and mat2 shapes cannot be multiplied ({Shape.Text(a.sizes)} and {Shape.Text(b.sizes)}): " +
                    $"the last size of the first, {a.sizes[^1]}, must be the second-last of the second, {b.sizes[^2]}.");
            if (a.type != b.type)
                throw new ArgumentException($"{operation}: expected both to have the same dtype, but got {a.Text} and {b.Text}.");
        }

        private static Tensor Product(Tensor a, Tensor b, string operation, string name)
        {
            RequireInner(a, b, operation);
            var batch = Shape.Broadcast(a.sizes[..^2], b.sizes[..^2], operation);
            var y = Empty([.. batch, a.sizes[^2], b.sizes[^1]], a.type);
            MatrixLoop.Multiply(y, a, b);
            if (!Node.Wanted(a, b)) return y;
            return Node.Of(name, static node =>
            {
                // y = a b  =>  da = dy b', db = a' dy, summed over broadcast batches
                var dy = node.Gradient;
                if (node.Wants(0)) node.Give(0, MatrixLoop.Multiply(dy, node.Saved(1), false, true));
                if (node.Wants(1)) node.Give(1, MatrixLoop.Multiply(node.Saved(0), dy, true, false));
            }, a, b).Saves(b.requires_grad ? a : null, a.requires_grad ? b : null).Finish(y);
        }
    }
}

/// <summary>Batches of matrix products on tensors of any strides; no history.</summary>
internal static unsafe class MatrixLoop
{
    /// <summary>The product, either operand with its last two dimensions exchanged if asked for.</summary>
    public static torch.Tensor Multiply(torch.Tensor a, torch.Tensor b, bool transposeA, bool transposeB)
    {
        using var left = transposeA ? Exchanged(a) : a.Keep();
        using var right = transposeB ? Exchanged(b) : b.Keep();
        var batch = Shape.Broadcast(left.sizes[..^2], right.sizes[..^2], "matmul");
        var y = torch.Tensor.Empty([.. batch, left.sizes[^2], right.sizes[^1]], a.type);
        Multiply(y, left, right);
        return y;
    }

    /// <summary>y (dense) = a b, where the leading dimensions of a and b broadcast to those of y.</summary>
    public static void Multiply(torch.Tensor y, torch.Tensor a, torch.Tensor b)
    {
        if (y.Count == 0) return;
        int rank = y.Rank, m = checked((int)y.sizes[^2]), n = checked((int)y.sizes[^1]), k = checked((int)a.sizes[^1]);
        var outer = Math.Max(0, rank - 3); // all batch dimensions but the last, which is one call
        var batch = rank > 2 ? (int)y.sizes[^3] : 1;
        long aStep = rank > 2 ? Step(a, rank, rank - 3) : 0, bStep = rank > 2 ? Step(b, rank, rank - 3) : 0;
        var index = new long[outer];
        long aAt = 0, bAt = 0, yAt = 0;
        for (long i = 0, count = Shape.Count(y.sizes.AsSpan(0, outer)); i < count; i++)
        {
            Batch(y, a, b, batch, m, n, k, aAt, aStep, bAt, bStep, yAt);
            yAt += (long)batch * m * n;
            for (var d = outer - 1; d >= 0; d--)
            {
                aAt += Step(a, rank, d);
                bAt += Step(b, rank, d);
                if (++index[d] < y.sizes[d]) break;
                index[d] = 0;
                aAt -= y.sizes[d] * Step(a, rank, d);
                bAt -= y.sizes[d] * Step(b, rank, d);
            }
        }
    }

    private static void Batch(
        torch.Tensor y, torch.Tensor a, torch.Tensor b, int batch, int m, int n, int k, long aAt, long aStep, long bAt, long bStep, long yAt)
    {
        switch (y.type)
        {
            case torch.ScalarType.Float32 when batch == 1:
                MatrixProduct.Multiply(m, n, k, a.Floats + aAt, a.strides[^2], a.strides[^1], b.Floats + bAt, b.strides[^2], b.strides[^1],
                    y.Floats + yAt, n, accumulate: false);
                break;
            case torch.ScalarType.Float32:
                MatrixProduct.MultiplyBatch(batch, m, n, k, a.Floats + aAt, aStep, a.strides[^2], a.strides[^1],
                    b.Floats + bAt, bStep, b.strides[^2], b.strides[^1], y.Floats + yAt, (long)m * n, n, accumulate: false);
                break;
            case torch.ScalarType.Float64: Plain<double>(y, a, b, batch, m, n, k, aAt, aStep, bAt, bStep, yAt); break;
            case torch.ScalarType.Int64: Plain<long>(y, a, b, batch, m, n, k, aAt, aStep, bAt, bStep, yAt); break;
            case torch.ScalarType.Int32: Plain<int>(y, a, b, batch, m, n, k, aAt, aStep, bAt, bStep, yAt); break;
            default: throw new NotSupportedException($"matmul: not available for {y.type}; allowed: Float32, Float64, Int64, Int32.");
        }
    }

    private static void Plain<T>(
        torch.Tensor y, torch.Tensor a, torch.Tensor b, int batch, int m, int n, int k, long aAt, long aStep, long bAt, long bStep, long yAt)
        where T : unmanaged, INumber<T>
    {
        T* pa = a.Pointer<T>() + aAt, pb = b.Pointer<T>() + bAt, py = y.Pointer<T>() + yAt;
        long aRow = a.strides[^2], aColumn = a.strides[^1], bRow = b.strides[^2], bColumn = b.strides[^1];
        ForkJoin.For((long)batch * m, Math.Max(1, 16384 / Math.Max(1L, (long)n * k)), (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                T* left = pa + row / m * aStep + row % m * aRow, right = pb + row / m * bStep, into = py + row * n;
                for (var j = 0; j < n; j++)
                {
                    var sum = T.Zero;
                    for (var p = 0; p < k; p++) sum += left[p * aColumn] * right[p * bRow + j * bColumn];
                    into[j] = sum;
                }
            }
        });
    }

    private static long Step(torch.Tensor tensor, int rank, int d)
    {
        var own = d - (rank - tensor.Rank);
        return own < 0 || tensor.sizes[own] == 1 ? 0 : tensor.strides[own];
    }

    private static torch.Tensor Exchanged(torch.Tensor x)
    {
        long[] sizes = (long[])x.sizes.Clone(), strides = (long[])x.strides.Clone();
        (sizes[^1], sizes[^2]) = (sizes[^2], sizes[^1]);
        (strides[^1], strides[^2]) = (strides[^2], strides[^1]);
        return x.Window(sizes, strides, x.offset, scoped: false);
    }
}

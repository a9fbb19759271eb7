// Makes a matrix orthogonal: the same directions in and out, all singular values brought near 1, with matrix products alone.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// A singular value s of X becomes p(s) = a s + b s^3 + c s^5 in every iteration. The coefficients are those that Keller
/// Jordan published with Muon (2024): steepest at 0, so that small values grow fastest, at the price that they end
/// somewhere between 0.68 and 1.14 instead of at 1 exactly, which training does not notice.
/// </remarks>
internal static class NewtonSchulz
{
    public const int Iterations = 5;

    private const double A = 3.4445, B = -4.7750, C = 2.0315;

    // Against a division by zero where the matrix is zero.
    private const double Tiny = 1e-7;

    /// <summary>Matrix (R, C) to the one with its singular vectors and singular values near 1 (R, C); outlives no scope of the caller's.</summary>
    public static Tensor Orthogonalize(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        bool tall = matrix.shape[0] > matrix.shape[1];
        // The products of X with itself are smallest when the rows are the shorter side, n of m.
        var x = tall ? matrix.t() : matrix; // (n, m)
        x = x / x.norm().Plus(Tiny); // (n, m), no singular value above 1
        for (int i = 0; i < Iterations; i++) x = Iterate(x); // (n, m)
        return (tall ? x.t() : x).MoveToOuterDisposeScope(); // (R, C)
    }

    // a X + b (X X') X + c (X X')^2 X
    private static Tensor Iterate(Tensor x)
    {
        using var scope = NewDisposeScope();
        var square = x.matmul(x.t()); // (n, n)
        var factor = square.matmul(square).Times_(C).Plus_(square, B); // (n, n)
        return factor.matmul(x).Plus_(x, A).MoveToOuterDisposeScope(); // (n, m)
    }
}

// erf in double precision: its power series near zero, the continued fraction of erfc away from it.
namespace TorchSharp;

internal static class ErrorFunction
{
    /// <summary>2/sqrt(pi) times the integral of e^(-t^2) from 0 to x; relative error near 1e-15.</summary>
    public static double Erf(double x)
    {
        var z = Math.Abs(x);
        if (double.IsNaN(x)) return x;
        if (z > 6) return Math.Sign(x);
        return z < 2.5 ? Series(x) : Math.Sign(x) * (1 - Fraction(z));
    }

    // erf x = 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 .. (2n+1)); all terms have one sign.
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc x = e^(-x^2) / sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + ..)))), from the inside out.
    private static double Fraction(double x)
    {
        var tail = x;
        for (var n = 60; n >= 1; n--) tail = x + n / 2.0 / tail;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / tail;
    }
}

// Exponential and hyperbolic tangent in lanes.
using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

internal static class LaneMath
{
    /// <summary>e^x to about 1 unit in the last place; 0 for -inf, +inf from 88.73 on, denormal results included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        // Below -104 the result is 0, chosen and not computed: results that underflow cost a hundred cycles each.
        T vanishes = T.Less(x, T.Broadcast(-104f));
        x = T.Select(vanishes, default, T.Min(T.Broadcast(89f), x));    // the bound stands first so that NaN passes through
        // x = n ln 2 + r with |r| <= ln 2 / 2
        T n = T.Round(x * T.Broadcast(1.44269504f));
        T r = T.MultiplyAdd(n, T.Broadcast(-0.693359375f), x);
        r = T.MultiplyAdd(n, T.Broadcast(2.12194440e-4f), r);
        // e^r = 1 + r + r^2 q(r), q fitted for the least relative error (3e-9).
        T q = T.Broadcast(0.00138146f);
        q = T.MultiplyAdd(q, r, T.Broadcast(0.00836871564f));
        q = T.MultiplyAdd(q, r, T.Broadcast(0.041668389f));
        q = T.MultiplyAdd(q, r, T.Broadcast(0.166665211f));
        q = T.MultiplyAdd(q, r, T.Broadcast(0.49999994f));
        T one = T.Broadcast(1f);
        return T.Select(vanishes, default, T.Scale(T.MultiplyAdd(r, T.MultiplyAdd(q, r, one), one), n));
    }

    /// <summary>
    /// As <see cref="Exp"/> for the weights of a softmax, x being what is left of a score below the largest: 0 below -87, where no
    /// weight can be seen beside that of the largest. Above 0 it may be anything from 88 on. Half the time of <see cref="Exp"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpOfDifference<T>(T x)
        where T : struct, ILanes<T>
    {
        T least = T.Broadcast(-87f), one = T.Broadcast(1f), bounded = T.Max(least, x);      // the bound stands first so that NaN passes through
        T n = T.Round(bounded * T.Broadcast(1.44269504f));
        T r = T.MultiplyAdd(n, T.Broadcast(-0.693359375f), bounded);
        r = T.MultiplyAdd(n, T.Broadcast(2.12194440e-4f), r);
        T q = T.Broadcast(0.00138146f);
        q = T.MultiplyAdd(q, r, T.Broadcast(0.00836871564f));
        q = T.MultiplyAdd(q, r, T.Broadcast(0.041668389f));
        q = T.MultiplyAdd(q, r, T.Broadcast(0.166665211f));
        q = T.MultiplyAdd(q, r, T.Broadcast(0.49999994f));
        return T.SelectLess(x, least, default, T.Scale(T.MultiplyAdd(r, T.MultiplyAdd(q, r, one), one), n));
    }

    /// <summary>The hyperbolic tangent to about 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), two = T.Broadcast(2f), size = T.Abs(x), square = x * x;
        // Below 0.6 an odd polynomial: x + x^3 p(x^2), relative error 3e-9.
        T p = T.Broadcast(-0.00590586057f);
        p = T.MultiplyAdd(p, square, T.Broadcast(0.0208053775f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-0.0537866801f));
        p = T.MultiplyAdd(p, square, T.Broadcast(0.133319587f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-0.333332986f));
        T small = T.MultiplyAdd(x * square, p, x);
        T large = one - (two / (one + Exp(two * size)));
        return T.Select(T.Less(size, T.Broadcast(0.6f)), small, T.Select(T.Less(x, default), default(T) - large, large));
    }
}

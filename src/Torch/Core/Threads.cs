// How many threads the kernels use.
using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => ForkJoin.Threads;

    public static void set_num_threads(int num) => ForkJoin.Threads = num;

    public static ScalarType get_default_dtype() => TypePromotion.Default;

    /// <summary>Runs an expression in a scope of its own and hands its result out.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}

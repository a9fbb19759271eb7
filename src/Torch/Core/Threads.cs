// How many threads the kernels use.
using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => ForkJoin.Threads;

    public static void set_num_threads(int num) => ForkJoin.Threads = num;
}

// One AdamW step over a parameter.
namespace TorchSharp.Kernels;

internal static unsafe class AdamWUpdate
{
    private const long Granule = 1024;

    /// <summary>PyTorch's AdamW: weight -= lr decay weight; m, v are running means; step counts from 1.</summary>
    public static void Step(float* weight, float* gradient, float* m, float* v, long n,
        double learningRate, double beta1, double beta2, double eps, double weightDecay, long step)
    {
        double correction1 = 1 - Math.Pow(beta1, step), correction2 = 1 - Math.Pow(beta2, step);
        // weight (1 - lr decay) - lr / c1 m / (sqrt(v) / sqrt(c2) + eps)
        LaneLoop.For((n + Granule - 1) / Granule, 8, new Job(weight, gradient, m, v, n, (float)(1 - (learningRate * weightDecay)),
            (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)(1 / Math.Sqrt(correction2)), (float)eps, (float)(-learningRate / correction1)));
    }

    private readonly struct Job(float* weight, float* gradient, float* m, float* v, long n, float decay,
        float rate1, float beta2, float rate2, float scale, float eps, float rate) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            long i = from * Granule, end = Math.Min(n, to * Granule);
            for (; i < end; i += T.Count)
            {
                long lanes = Math.Min(T.Count, end - i);
                bool whole = lanes == T.Count;
                T g = whole ? T.Load(gradient + i) : T.LoadFirst(gradient + i, lanes);
                T mean = whole ? T.Load(m + i) : T.LoadFirst(m + i, lanes);
                T square = whole ? T.Load(v + i) : T.LoadFirst(v + i, lanes);
                T w = whole ? T.Load(weight + i) : T.LoadFirst(weight + i, lanes);
                mean = T.MultiplyAdd(T.Broadcast(rate1), g - mean, mean);
                square = T.MultiplyAdd(T.Broadcast(rate2) * g, g, T.Broadcast(beta2) * square);
                T denominator = T.MultiplyAdd(T.Sqrt(square), T.Broadcast(scale), T.Broadcast(eps));
                w = T.MultiplyAdd(T.Broadcast(rate), mean / denominator, w * T.Broadcast(decay));
                if (whole)
                {
                    T.Store(mean, m + i);
                    T.Store(square, v + i);
                    T.Store(w, weight + i);
                }
                else
                {
                    T.StoreFirst(mean, m + i, lanes);
                    T.StoreFirst(square, v + i, lanes);
                    T.StoreFirst(w, weight + i, lanes);
                }
            }
        }
    }
}

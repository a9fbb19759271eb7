// Attention by its definition: one query row at a time, every weight written down, in double precision.
using Layout = TorchSharp.Kernels.CausalAttention.Layout;

namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class CausalAttentionReference
{
    public static void Forward(float* q, Layout qs, float* k, Layout ks, float* v, Layout vs, float* output, Layout os, float* logSumExp,
        int batch, int heads, int queries, int keys, int headSize, float scale, bool causal, float dropout, ulong seed, ulong offset)
    {
        var weights = new double[keys];
        for (long b = 0; b < batch; b++)
        {
            for (long h = 0; h < heads; h++)
            {
                for (long i = 0; i < queries; i++)
                {
                    long row = (((b * heads) + h) * queries) + i;
                    long seen = causal ? Math.Min(i + 1, keys) : keys;
                    float* qi = q + (b * qs.Batch) + (h * qs.Head) + (i * qs.Token);
                    float* oi = output + (b * os.Batch) + (h * os.Head) + (i * os.Token);
                    double max = double.NegativeInfinity, sum = 0;
                    for (long j = 0; j < seen; j++)
                    {
                        weights[j] = scale * Dot(qi, k + (b * ks.Batch) + (h * ks.Head) + (j * ks.Token), headSize);
                        max = Math.Max(max, weights[j]);
                    }
                    for (long j = 0; j < seen; j++) sum += Math.Exp(weights[j] - max);
                    logSumExp[row] = (float)(max + Math.Log(sum));
                    for (int d = 0; d < headSize; d++)
                    {
                        double mixed = 0;
                        for (long j = 0; j < seen; j++)
                        {
                            double kept = PhiloxReference.Keep((row * keys) + j, dropout, seed, offset);
                            mixed += Math.Exp(weights[j] - max) / sum * kept * v[(b * vs.Batch) + (h * vs.Head) + (j * vs.Token) + d];
                        }
                        oi[d] = (float)mixed;
                    }
                }
            }
        }
    }

    public static void Backward(float* q, Layout qs, float* k, Layout ks, float* v, Layout vs, float* output, Layout os,
        float* dOutput, Layout dos, float* logSumExp, float* dq, Layout dqs, float* dk, Layout dks, float* dv, Layout dvs,
        int batch, int heads, int queries, int keys, int headSize, float scale, bool causal, float dropout, ulong seed, ulong offset)
    {
        for (long b = 0; b < batch; b++)
        {
            for (long h = 0; h < heads; h++)
            {
                float* dkh = dk + (b * dks.Batch) + (h * dks.Head);
                float* dvh = dv + (b * dvs.Batch) + (h * dvs.Head);
                var dKeys = new double[keys, headSize];
                var dValues = new double[keys, headSize];
                for (long i = 0; i < queries; i++)
                {
                    long row = (((b * heads) + h) * queries) + i;
                    long seen = causal ? Math.Min(i + 1, keys) : keys;
                    float* qi = q + (b * qs.Batch) + (h * qs.Head) + (i * qs.Token);
                    float* doi = dOutput + (b * dos.Batch) + (h * dos.Head) + (i * dos.Token);
                    double dot = Dot(doi, output + (b * os.Batch) + (h * os.Head) + (i * os.Token), headSize);
                    var dQuery = new double[headSize];
                    for (long j = 0; j < seen; j++)
                    {
                        float* kj = k + (b * ks.Batch) + (h * ks.Head) + (j * ks.Token);
                        float* vj = v + (b * vs.Batch) + (h * vs.Head) + (j * vs.Token);
                        double weight = Math.Exp((scale * Dot(qi, kj, headSize)) - logSumExp[row]);
                        double kept = PhiloxReference.Keep((row * keys) + j, dropout, seed, offset);
                        double dScore = weight * ((kept * Dot(doi, vj, headSize)) - dot) * scale;
                        for (int d = 0; d < headSize; d++)
                        {
                            dQuery[d] += dScore * kj[d];
                            dKeys[j, d] += dScore * qi[d];
                            dValues[j, d] += weight * kept * doi[d];
                        }
                    }
                    float* dqi = dq + (b * dqs.Batch) + (h * dqs.Head) + (i * dqs.Token);
                    for (int d = 0; d < headSize; d++) dqi[d] = (float)dQuery[d];
                }
                for (long j = 0; j < keys; j++)
                {
                    for (int d = 0; d < headSize; d++)
                    {
                        dkh[(j * dks.Token) + d] = (float)dKeys[j, d];
                        dvh[(j * dvs.Token) + d] = (float)dValues[j, d];
                    }
                }
            }
        }
    }

    private static double Dot(float* x, float* y, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += (double)x[i] * y[i];
        return sum;
    }
}

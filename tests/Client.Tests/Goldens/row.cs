#:property PublishAot=false
// A row of attention: layer 1, head 1 of run r1 at step 40; token 3 (“b”) asks.
// Works the row again in 64 bits and prints how far the model, whose numbers have 32, is off. Save as row.cs, then: dotnet run row.cs
using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int K = 4, D = 4; // tokens in sight, channels of the head
float[][] values = [
    [1.3808879f, -0.7549509f, -1.6972854f, -1.0559367f],
    [-0.092401624f, 0.13774039f, 1.2691115f, 0.7221562f],
    [0.03276085f, 0.19992445f, 0.20707248f, -1.7427388f],
    [0.47402373f, 1.3113248f, 1.9568123f, -0.028318878f],
];
float[] weights = [0.9979468f, 0.0020161143f, 3.2597556e-5f, 4.4901626e-6f]; // the model's own, as is all below
float[] output = [1.3778695f, -0.7531107f, -1.6912262f, -1.0523697f];
float[] added = new float[K]; // to the affinities, by an intervention
float[] q = [0.31435072f, 3.1025126f, -3.5947876f, 4.951041f];
float[][] keys = [
    [1.2935647f, -0.38110718f, -1.5022013f, 1.2895441f],
    [-0.5666594f, -1.7923617f, -1.9097301f, -0.5102465f],
    [-1.1675688f, 1.4253776f, 1.6030384f, -1.6041386f],
    [0.07028216f, -0.6428473f, 1.5708493f, -1.2108545f],
    [-0.6618289f, -1.8097452f, -1.2126259f, -1.0971359f],
];
float[] raw = [11.008924f, -1.400132f, -9.649513f, -13.614209f, -6.895636f];
float[] scaled = [5.504462f, -0.700066f, -4.8247566f, -6.8071046f, -3.447818f];
double divisor = Math.Sqrt(D);
float[] x = [1.848899f, -0.34024882f, 0.27964273f, 1.2610086f, 1.3163636f, 0.9494338f];
float[][] W = [
    [1.1189183f, 0.36658022f, -1.1120331f, 1.9805058f],
    [-1.515175f, -1.6525658f, -0.26741317f, 1.024948f],
    [0.43177179f, -0.1237161f, 0.39497018f, -1.3269382f],
    [-0.737201f, -0.55119157f, 0.7989231f, 0.42407423f],
    [-0.91544867f, 1.7184777f, -1.8382759f, 0.7407888f],
    [-1.5401347f, 0.35519567f, 1.0314775f, 0.9101825f],
];
float[] b = [1.2062415f, -0.0072634844f, -1.3071172f, -0.36497498f];

double largest = 0;
Compare("q = x W + b", D, d => Sum(x.Length, c => (double)x[c] * W[c][d], b[d]), q);
Compare("q.k", keys.Length, t => Sum(D, d => (double)q[d] * keys[t][d]), raw);
Compare("scaled", scaled.Length, t => (raw[t] / divisor, Math.Abs(scaled[t])), scaled);
double[] scores = [.. added.Select((more, t) => (double)scaled[t] + more)];
double[] e = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
Compare("weights", K, t => (e[t] / e.Sum(), 1), weights);
Compare("output", D, d => Sum(K, t => (double)weights[t] * values[t][d]), output);
Console.WriteLine($"largest difference {largest:0.000e-00}");

// What is added up, and the size of it: float32 numbers are as exact as what they are made of is large.
(double Here, double Size) Sum(int count, Func<int, double> term, double first = 0)
{
    double here = first, size = Math.Abs(first);
    for (int i = 0; i < count; i++)
    {
        here += term(i);
        size += Math.Abs(term(i));
    }
    return (here, size);
}

void Compare(string step, int count, Func<int, (double Here, double Size)> again, float[] model)
{
    double off = 0;
    for (int i = 0; i < count; i++)
    {
        var (here, size) = again(i);
        off = Math.Max(off, Math.Abs(here - model[i]) / Math.Max(1, size));
    }
    largest = Math.Max(largest, off);
    Console.WriteLine($"{step,-12} {count,6} numbers, largest difference {off:0.0e-00}");
}

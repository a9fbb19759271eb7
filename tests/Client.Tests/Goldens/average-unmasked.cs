#:property PublishAot=false
// A row of attention: layer 1, head 1 of run r1 at step 40; token 3 (“b”) asks.
// Works the row again in 64 bits and prints how far the model, whose numbers have 32, is off. Save as row.cs, then: dotnet run row.cs
using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int K = 5, D = 4; // tokens in sight, channels of the head
float[][] values = [
    [1.3808879f, -0.7549509f, -1.6972854f, -1.0559367f],
    [-0.092401624f, 0.13774039f, 1.2691115f, 0.7221562f],
    [0.03276085f, 0.19992445f, 0.20707248f, -1.7427388f],
    [0.47402373f, 1.3113248f, 1.9568123f, -0.028318878f],
    [-0.53501904f, 0.4261433f, -0.89980084f, -0.016098253f],
];
float[] weights = [0.2f, 0.2f, 0.2f, 0.2f, 0.2f]; // the model's own, as is all below
float[] output = [0.25205034f, 0.26403642f, 0.16718198f, -0.42418733f];
float[] added = new float[K]; // to the affinities, by an intervention

double largest = 0;
double[] scores = [.. added.Select((more, t) => (double)more)];
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

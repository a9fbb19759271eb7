// Tensors filled with random numbers: normal.
using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Every element normal with the given mean and standard deviation.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            if (!(std >= 0)) throw new ArgumentException($"normal_: expected std >= 0, but got {std}.");
            if (!is_floating_point()) throw new InvalidOperationException($"normal_: expected a floating point tensor, but got {Text}.");
            return Become(nameof(normal_), x =>
            {
                using var noGrad = new GradMode(false);
                return RandomFill.Normal(x.sizes, x.type, generator ?? Generator.Default).mul_(std).add_(mean);
            });
        }
    }
}

internal static unsafe class RandomFill
{
    /// <summary>Standard normal.</summary>
    public static torch.Tensor Normal(long[] sizes, torch.ScalarType type, torch.Generator generator)
    {
        var y = torch.Tensor.Empty(sizes, type);
        if (type == torch.ScalarType.Float32)
        {
            var (seed, offset) = generator.NextStream();
            Philox.Normal(y.Floats, y.Count, seed, offset);
            return y;
        }
        // Box and Muller, the radius from one number and the angle from a second stream's.
        using var angles = torch.Tensor.Empty(sizes, type, scoped: false);
        double* into = y.Pointer<double>(), angle = angles.Pointer<double>();
        Uniform(into, y.Count, generator);
        Uniform(angle, y.Count, generator);
        for (long i = 0; i < y.Count; i++) into[i] = Math.Sqrt(-2 * Math.Log(1 - into[i])) * Math.Cos(2 * Math.PI * angle[i]);
        return y;
    }

    // In [0, 1). Two floats make one number: the second fills the bits below the first.
    private static void Uniform(double* into, long count, torch.Generator generator)
    {
        using var coarse = torch.Tensor.Empty([count * 2], torch.ScalarType.Float32, scoped: false);
        float* x = coarse.Floats;
        var (seed, offset) = generator.NextStream();
        Philox.Uniform(x, count * 2, seed, offset);
        for (long i = 0; i < count; i++) into[i] = x[2 * i] + x[2 * i + 1] * (1.0 / (1 << 24));
    }
}

// Tensors filled with random numbers: normal, and drawn by probability.
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
            return Randomized(nameof(normal_), generator, uniform: false, std, mean);
        }

        /// <summary>1 with probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Become(nameof(bernoulli_), x =>
        {
            using var noGrad = new GradMode(false);
            return RandomFill.Floats(x.sizes, ScalarType.Float64, generator, uniform: true).lt(p).to_type(x.type);
        });

        private Tensor Randomized(string operation, Generator? generator, bool uniform, double scale, double shift)
        {
            if (!is_floating_point()) throw new InvalidOperationException($"{operation}: expected a floating point tensor, but got {Text}.");
            return Become(operation, x =>
            {
                using var noGrad = new GradMode(false);
                return RandomFill.Floats(x.sizes, x.type, generator, uniform).mul_(scale).add_(shift);
            });
        }
    }
}

internal static unsafe class RandomFill
{
    /// <summary>Uniform in [0, 1) or standard normal.</summary>
    public static torch.Tensor Floats(long[] sizes, torch.ScalarType type, torch.Generator? generator, bool uniform)
    {
        if (!torch.is_floating_point(type)) throw new ArgumentException($"random numbers: expected a floating point type, but got {type}.");
        var y = torch.Tensor.Empty(sizes, type);
        var (seed, offset) = (generator ?? torch.Generator.Default).NextStream();
        if (type == torch.ScalarType.Float32)
        {
            if (uniform) Philox.Uniform(y.Floats, y.Count, seed, offset);
            else Philox.Normal(y.Floats, y.Count, seed, offset);
            return y;
        }
        // In double precision two floats make one number: the second fills the bits below the first.
        using var coarse = torch.Tensor.Empty([y.Count * 2], torch.ScalarType.Float32, scoped: false);
        Philox.Uniform(coarse.Floats, coarse.Count, seed, offset);
        float* x = coarse.Floats;
        var into = y.Pointer<double>();
        for (long i = 0; i < y.Count; i++) into[i] = x[2 * i] + x[2 * i + 1] * (1.0 / (1 << 24));
        if (uniform) return y;
        // Box and Muller, the radius from one number and the angle from a second stream's.
        using var angles = Floats(sizes, type, generator, uniform: true);
        var angle = angles.Pointer<double>();
        for (long i = 0; i < y.Count; i++) into[i] = Math.Sqrt(-2 * Math.Log(1 - into[i])) * Math.Cos(2 * Math.PI * angle[i]);
        return y;
    }
}

// Random tensors: uniform, normal, whole numbers, permutations, draws by weight.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Every element uniform in [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            if (!(from <= to)) throw new ArgumentException($"uniform_: expected from <= to, but got {from} and {to}.");
            return Randomized(nameof(uniform_), generator, uniform: true, to - from, from);
        }

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

        /// <summary>Each element is 1 with the probability this tensor holds, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null)
        {
            using var temporaries = Temporaries.Open();
            using var noGrad = new GradMode(false);
            return temporaries.Result(RandomFill.Floats(sizes, ScalarType.Float64, generator, uniform: true).lt(this).to_type(type));
        }

        /// <summary>Positions drawn by weight: (n) gives (num_samples), (m, n) gives (m, num_samples), Int64.</summary>
        public unsafe Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
        {
            if (Rank is not (1 or 2)) throw new ArgumentException($"multinomial: expected weights (n) or (m, n), but got {Text}.");
            if (!is_floating_point()) throw new ArgumentException($"multinomial: expected floating point weights, but got {Text}.");
            var columns = sizes[^1];
            if (num_samples <= 0 || !replacement && num_samples > columns)
                throw new ArgumentOutOfRangeException(nameof(num_samples), num_samples,
                    $"multinomial: cannot draw {num_samples} samples from {columns} categories{(replacement ? "" : " without replacement")}.");
            var random = generator ?? Generator.Default;
            using var dense = Operand.Dense(this, ScalarType.Float64);
            var y = Empty([.. sizes[..^1], num_samples], ScalarType.Int64);
            var weights = new double[columns];
            for (long row = 0, rows = Count / columns; row < rows; row++)
            {
                new ReadOnlySpan<double>(dense.Tensor.Pointer<double>() + row * columns, (int)columns).CopyTo(weights);
                RandomFill.Draw(weights, new Span<long>(y.Pointer<long>() + row * num_samples, (int)num_samples), replacement, random);
            }
            return y;
        }

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

    /// <summary>Whole numbers in [low, high).</summary>
    public static torch.Tensor Whole(long low, long high, long[] sizes, torch.ScalarType type, torch.Generator? generator)
    {
        if (low >= high) throw new ArgumentException($"randint: low must be below high, but got {low} and {high}.");
        using var temporaries = Temporaries.Open();
        var y = torch.Tensor.Empty(sizes, torch.ScalarType.Int64);
        var (seed, offset) = (generator ?? torch.Generator.Default).NextStream();
        // A stream of its own per element would do; one derived seed keeps the generator's state independent of the count.
        var derived = Philox.Bits64(seed, offset);
        var at = y.Pointer<long>();
        for (long i = 0; i < y.Count; i++) at[i] = low + (long)(((UInt128)Philox.Bits64(derived, (ulong)i) * (ulong)(high - low)) >> 64);
        return temporaries.Result(y.to_type(type, copy: type != y.type));
    }

    /// <summary>The numbers 0 .. n - 1 in random order.</summary>
    public static torch.Tensor Permutation(long n, torch.ScalarType type, torch.Generator? generator)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, "randperm: n must not be negative.");
        using var temporaries = Temporaries.Open();
        var random = new torch.Generator((generator ?? torch.Generator.Default).NextBits());
        var y = torch.Tensor.Empty([n], torch.ScalarType.Int64);
        var at = y.Pointer<long>();
        for (long i = 0; i < n; i++) at[i] = i;
        for (var i = n - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (at[i], at[j]) = (at[j], at[i]);
        }
        return temporaries.Result(y.to_type(type, copy: type != y.type));
    }

    /// <summary>Fills drawn with positions, each with the probability of its weight; without replacement the weight drops to 0 when drawn.</summary>
    public static void Draw(double[] weights, Span<long> drawn, bool replacement, torch.Generator generator)
    {
        double total = 0;
        var positive = 0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException($"multinomial: probabilities must be finite and not negative, but one is {weight}.");
            total += weight;
            if (weight > 0) positive++;
        }
        if (positive == 0 || !replacement && positive < drawn.Length)
            throw new ArgumentException($"multinomial: cannot draw {drawn.Length} sample(s): only {positive} of the probabilities are above 0.");
        for (var i = 0; i < drawn.Length; i++)
        {
            var position = Locate(weights, generator.NextDouble() * total);
            drawn[i] = position;
            if (replacement) continue;
            weights[position] = 0;
            total = weights.Sum();
        }
    }

    // The first position at which the running sum exceeds the point; never one of weight 0.
    private static int Locate(double[] weights, double point)
    {
        double sum = 0;
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            last = i;
            sum += weights[i];
            if (point < sum) break;
        }
        return last;
    }
}

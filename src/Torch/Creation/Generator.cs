// Streams of random numbers: a seed and the number of the next stream. The numbers themselves come from Philox.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Source of random numbers. The state is the seed and the streams used.</summary>
    public class Generator : IDisposable
    {
        private readonly Lock access = new();
        private ulong seedNumber;
        private ulong streams;

        public Generator(ulong seed = 0, Device? device = null)
        {
            Device.RequireCpu(device);
            seedNumber = seed;
        }

        /// <summary>What operations use that are given no generator.</summary>
        public static Generator Default { get; } = new((ulong)System.Random.Shared.NextInt64());

        public Generator manual_seed(long seed)
        {
            lock (access) (seedNumber, streams) = ((ulong)seed, 0);
            return this;
        }

        /// <summary>The state, for <see cref="set_state"/>; what is in it is the generator's own affair (Int64 [2]).</summary>
        public Tensor get_state()
        {
            lock (access) return tensor(new[] { (long)seedNumber, (long)streams });
        }

        public void set_state(Tensor value)
        {
            if (value.type != ScalarType.Int64 || value.Count != 2)
                throw new ArgumentException($"Generator.set_state: expected a state from get_state (Int64 [2]), but got {value.Text}.");
            var state = value.data<long>().ToArray();
            lock (access) (seedNumber, streams) = ((ulong)state[0], (ulong)state[1]);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Nothing to free: the state lives in this object.</summary>
        protected virtual void Dispose(bool disposing)
        {
        }

        /// <summary>A stream that no earlier call has used.</summary>
        internal (ulong Seed, ulong Offset) NextStream()
        {
            lock (access) return (seedNumber, streams++);
        }
    }

    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
}

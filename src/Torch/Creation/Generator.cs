// Streams of random numbers: a seed and the number of the next stream. The numbers themselves come from Philox.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Source of random numbers. The state is 16 bytes: seed, then streams used, little endian.</summary>
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
}

// Streams of random numbers: a seed and the number of the next stream. The numbers themselves come from Philox.
using System.Buffers.Binary;
using TorchSharp.Kernels;

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

        public Device device => CPU;

        public Generator manual_seed(long seed)
        {
            lock (access) (seedNumber, streams) = ((ulong)seed, 0);
            return this;
        }

        public long initial_seed()
        {
            lock (access) return (long)seedNumber;
        }

        /// <summary>Seeds with a number nobody can foresee and returns it.</summary>
        public long seed()
        {
            var number = System.Random.Shared.NextInt64();
            manual_seed(number);
            return number;
        }

        /// <summary>The state as a Byte tensor [16].</summary>
        public Tensor get_state()
        {
            var bytes = new byte[16];
            lock (access)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, seedNumber);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), streams);
            }
            return tensor(bytes);
        }

        public void set_state(Tensor value)
        {
            if (value.type != ScalarType.Byte || value.Count != 16)
                throw new ArgumentException($"Generator.set_state: expected a state from get_state (Byte [16]), but got {value.Text}.");
            var bytes = value.data<byte>().ToArray();
            lock (access)
            {
                seedNumber = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                streams = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8));
            }
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

        /// <summary>64 random bits.</summary>
        internal ulong NextBits()
        {
            var (seed, offset) = NextStream();
            return Philox.Bits64(seed, offset);
        }

        /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
        internal double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

        /// <summary>Uniform in [0, range).</summary>
        internal long NextBelow(long range) => (long)(((UInt128)NextBits() * (ulong)range) >> 64);
    }

    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static long seed() => Generator.Default.seed();

    public static long initial_seed() => Generator.Default.initial_seed();

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>The default generator.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long seed() => torch.seed();

        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}

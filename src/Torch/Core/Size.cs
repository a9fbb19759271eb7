// A shape as a value.
using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of a tensor's dimensions.</summary>
    public struct Size : IEnumerable<long>
    {
        private readonly long[] sizes;

        public static Size Empty = new(Array.Empty<long>());

        public Size(long[] shape) => sizes = (long[])shape.Clone();

        public Size(int[] shape) => sizes = Array.ConvertAll(shape, size => (long)size);

        public Size(IEnumerable<long> shape) => sizes = [.. shape];

        public Size(long size) => sizes = [size];

        public Size(int size) => sizes = [size];

        public Size((long, long) size) => sizes = [size.Item1, size.Item2];

        public Size((long, long, long) size) => sizes = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => sizes = [size.Item1, size.Item2, size.Item3, size.Item4];

        internal readonly long[] Values => sizes ?? TorchSharp.Shape.Scalar;

        public readonly long[] Shape => (long[])Values.Clone();

        public readonly int Length => Values.Length;

        public readonly bool IsEmpty => Values.Length == 0;

        public readonly bool IsScalar => Values.Length == 0;

        public readonly long this[int idx] => Values[idx];

        public readonly long this[long idx] => Values[idx];

        public readonly long numel() => TorchSharp.Shape.Count(Values);

        public readonly Size Slice(int first, int next) => new(Values[first..next]);

        public readonly IEnumerable<long> Take(int i) => Values.Take(i);

        public readonly IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Values).GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static bool operator ==(Size left, Size right) => left.Values.AsSpan().SequenceEqual(right.Values);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public static Size operator +(Size left, Size right) => new([.. left.Values, .. right.Values]);

        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left.Values, .. right]);

        public override readonly bool Equals(object? obj) => obj is Size other && this == other;

        public override readonly int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var size in Values) hash.Add(size);
            return hash.ToHashCode();
        }
    }
}

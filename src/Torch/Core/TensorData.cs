// Numbers out of a tensor and into it: item, data, bytes, conversions to C# numbers.
using TorchSharp.Loops;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">T is not the element type: convert with to_type, or use ToSingle and its like.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (Alive.Count != 1) throw new InvalidOperationException($"item: only one-element tensors can be converted to a number, but got {Text}.");
            RequireElement<T>(nameof(item));
            return *Pointer<T>();
        }

        /// <summary>The only element as a number that operations take.</summary>
        public Scalar ToScalar()
        {
            if (Count != 1) throw new InvalidOperationException($"ToScalar: only one-element tensors can be converted to a number, but got {Text}.");
            if (type == ScalarType.Bool) return item<bool>();
            if (is_floating_point()) return (double)this;
            return (long)this;
        }

        /// <summary>Access to the elements in row-major order; T must be the element type.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireElement<T>(nameof(data));
            return new TensorAccessor<T>(this);
        }

        /// <summary>The bytes of a row-major tensor's elements.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!IsContiguous) throw new InvalidOperationException($"bytes: expected a contiguous tensor, but {Text} has strides {Shape.Text(strides)}.");
                return new Span<byte>(Bytes, checked((int)(Count * ElementSize)));
            }
            set
            {
                if (value.Length != Count * ElementSize)
                    throw new ArgumentException($"bytes: expected {Count * ElementSize} bytes for {Text}, but got {value.Length}.");
                value.CopyTo(bytes);
                Block.Version++;
            }
        }

        public static explicit operator float(Tensor value) => (float)value.Single<double>();
        public static explicit operator double(Tensor value) => value.Single<double>();
        public static explicit operator sbyte(Tensor value) => (sbyte)value.Single<long>();
        public static explicit operator byte(Tensor value) => (byte)value.Single<long>();
        public static explicit operator short(Tensor value) => (short)value.Single<long>();
        public static explicit operator int(Tensor value) => (int)value.Single<long>();
        public static explicit operator long(Tensor value) => value.Single<long>();
        public static explicit operator bool(Tensor value) => value.Single<double>() != 0;

        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(byte value) => tensor(value);
        public static implicit operator Tensor(sbyte value) => tensor(value);
        public static implicit operator Tensor(short value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(Scalar scalar) => Filled(Shape.Scalar, scalar.Type, scalar);

        internal void SetFirst(Scalar value)
        {
            unsafe
            {
                switch (type)
                {
                    case ScalarType.Float32: *Pointer<float>() = (float)value.Real; break;
                    case ScalarType.Float64: *Pointer<double>() = value.Real; break;
                    case ScalarType.Int64: *Pointer<long>() = value.Whole; break;
                    case ScalarType.Int32: *Pointer<int>() = (int)value.Whole; break;
                    case ScalarType.Int16: *Pointer<short>() = (short)value.Whole; break;
                    case ScalarType.Bool: *Pointer<byte>() = value.ToBoolean() ? (byte)1 : (byte)0; break;
                    default: *Pointer<byte>() = (byte)value.Whole; break;
                }
            }
        }

        private unsafe T Single<T>() where T : unmanaged
        {
            if (Count != 1) throw new InvalidOperationException($"conversion: only one-element tensors can be converted to a number, but got {Text}.");
            using var converted = Operand.Of(this, ElementType.Of<T>());
            return *converted.Tensor.Pointer<T>();
        }

        private void RequireElement<T>(string operation) where T : unmanaged
        {
            var wanted = ElementType.Of<T>();
            if (wanted != Alive.type)
                throw new ArgumentException($"{operation}<{typeof(T).Name}>: the element type is {type}; ask for that type, or convert with to_type(ScalarType.{wanted}) first.");
        }
    }
}

/// <summary>Conversions of one-element tensors to C# numbers, and of C# numbers to tensors.</summary>
public static partial class TensorExtensionMethods
{
    public static float ToSingle(this torch.Tensor value) => (float)value;
    public static double ToDouble(this torch.Tensor value) => (double)value;
    public static sbyte ToSByte(this torch.Tensor value) => (sbyte)value;
    public static byte ToByte(this torch.Tensor value) => (byte)value;
    public static short ToInt16(this torch.Tensor value) => (short)value;
    public static int ToInt32(this torch.Tensor value) => (int)value;
    public static long ToInt64(this torch.Tensor value) => (long)value;
    public static bool ToBoolean(this torch.Tensor value) => (bool)value;

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => ElementType.Size(type);

    /// <summary>The number of elements of a shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);
}

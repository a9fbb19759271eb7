// Numbers out of a tensor: item and data.
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

        /// <summary>Access to the elements in row-major order; T must be the element type.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireElement<T>(nameof(data));
            return new TensorAccessor<T>(this);
        }

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

        private void RequireElement<T>(string operation) where T : unmanaged
        {
            var wanted = ElementType.Of<T>();
            if (wanted != Alive.type)
                throw new ArgumentException($"{operation}<{typeof(T).Name}>: the element type is {type}; ask for that type, or convert with to_type(ScalarType.{wanted}) first.");
        }
    }
}

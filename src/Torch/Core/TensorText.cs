// A tensor as text, for people: type and shape.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape and type, such as "[2x3], type = Float32, device = cpu".</summary>
        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join('x', sizes)}], type = {type}, device = cpu";
    }
}

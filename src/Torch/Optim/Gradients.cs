// Clearing and scaling a tensor's accumulated gradient without a handle for the user.
using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Forgets the gradient, or fills it with zeros.</summary>
        internal void ClearGradient(bool setToNone)
        {
            if (Gradient is not { } gradient) return;
            if (setToNone) grad = null;
            else gradient.FillData(0);
        }

        /// <summary>Multiplies every element by a number, outside autograd.</summary>
        internal unsafe void ScaleInPlace(float factor)
        {
            using var floats = new DenseFloats(this, writes: true);
            Elementwise.MultiplyScalar(floats.Values, factor, floats.Values, floats.Count);
        }
    }
}

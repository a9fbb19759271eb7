// Batch normalization of vectors or of sequences of them.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Maps (N, C) or (N, C, L) to the same shape.</summary>
    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d))
        {
        }

        protected override void ValidateInputDimensions(torch.Tensor input)
        {
            if (input.Dimensions is not (2 or 3) || input.shape[1] != num_features)
                throw new ArgumentException($"BatchNorm1d: expected an input (N, {num_features}) or (N, {num_features}, L), but got {input.Text}.", nameof(input));
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}

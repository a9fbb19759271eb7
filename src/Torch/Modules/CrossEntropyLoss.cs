// Minus the logarithm of the probability that softmax gives to the right class.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Inputs (N, C, ..) and Int64 targets (N, ..).</summary>
    public sealed class CrossEntropyLoss : WeightedLoss<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        /// <param name="weight">A weight for each class (C), or none.</param>
        /// <param name="ignore_index">Targets with this value do not count; -100 where null.</param>
        /// <param name="reduction">Mean over what counts, sum, or one loss a target.</param>
        /// <param name="label_smoothing">The part of the target's probability that is spread over all classes.</param>
        public CrossEntropyLoss(
            torch.Tensor? weight = null, long? ignore_index = null, torch.nn.Reduction reduction = torch.nn.Reduction.Mean, double label_smoothing = 0)
            : base(weight, reduction) => (this.ignore_index, this.label_smoothing) = (ignore_index, label_smoothing);

        public long? ignore_index { get; }

        public double label_smoothing { get; }

        public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) =>
            torch.nn.functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction, label_smoothing);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
                new(weight, ignore_index, reduction);
        }
    }
}

// Modules that compare a prediction with a target, and what they do with the elements' losses.
namespace TorchSharp;

/// <summary>A loss of two inputs.</summary>
public abstract class Loss<T1, T2, TResult> : torch.nn.Module<T1, T2, TResult>
{
    public Loss(torch.nn.Reduction reduction = torch.nn.Reduction.Mean) : base(nameof(Loss<T1, T2, TResult>)) => this.reduction = reduction;

    public torch.nn.Reduction reduction { get; }
}

/// <summary>A loss whose elements or classes have weights.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    public WeightedLoss(torch.Tensor? weight = null, torch.nn.Reduction reduction = torch.nn.Reduction.Mean) : base(reduction) => this.weight = weight;

    public torch.Tensor? weight { get; }
}

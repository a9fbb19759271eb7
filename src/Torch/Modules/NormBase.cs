// What normalizations with running statistics have in common: scale, shift, and the statistics gathered while training.
using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>Parameters and buffers of (num_features).</summary>
public abstract class NormBase : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? ownWeight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? ownBias;

    [ComponentName(Name = nameof(running_mean))]
    private torch.Tensor? ownMean;

    [ComponentName(Name = nameof(running_var))]
    private torch.Tensor? ownVariance;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private torch.Tensor? ownCount;

    /// <param name="num_features">Channels.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="momentum">How far a batch moves the running statistics; null: their plain average.</param>
    /// <param name="affine">Whether there are weight and bias.</param>
    /// <param name="track_running_stats">Whether there are running statistics.</param>
    /// <param name="device">Where.</param>
    /// <param name="dtype">Of all but the count.</param>
    /// <param name="name">For messages.</param>
    public NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype, string name)
        : base(name)
    {
        (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
        (this.affine, this.track_running_stats) = (affine, track_running_stats);
        if (affine)
        {
            ownWeight = new Parameter(torch.empty([num_features], dtype, device));
            ownBias = new Parameter(torch.empty([num_features], dtype, device));
        }
        if (track_running_stats)
        {
            ownMean = torch.zeros([num_features], dtype, device);
            ownVariance = torch.ones([num_features], dtype, device);
            ownCount = torch.zeros([], torch.ScalarType.Int64, device);
        }
        RegisterComponents();
        reset_parameters();
    }

    public long num_features { get; }

    public double eps { get; set; }

    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    /// <summary>The old one is disposed on assignment.</summary>
    public Parameter weight
    {
        get => ownWeight!;
        set => ownWeight = Replace(nameof(weight), ownWeight, value);
    }

    public Parameter? bias
    {
        get => ownBias;
        set => ownBias = Replace(nameof(bias), ownBias, value);
    }

    public torch.Tensor? running_mean
    {
        get => ownMean;
        set => ownMean = ReplaceBuffer(nameof(running_mean), ownMean, value);
    }

    public torch.Tensor? running_var
    {
        get => ownVariance;
        set => ownVariance = ReplaceBuffer(nameof(running_var), ownVariance, value);
    }

    /// <summary>Batches seen while training; Int64 without dimensions.</summary>
    public torch.Tensor? num_batches_tracked
    {
        get => ownCount;
        set => ownCount = ReplaceBuffer(nameof(num_batches_tracked), ownCount, value);
    }

    /// <summary>Weights to one, biases to zero, statistics as at the start.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (ownWeight is not null) torch.nn.init.ones_(ownWeight);
        if (ownBias is not null) torch.nn.init.zeros_(ownBias);
    }

    public void reset_running_stats()
    {
        ownMean?.zero_();
        ownVariance?.fill_(1);
        ownCount?.zero_();
    }

    protected abstract void ValidateInputDimensions(torch.Tensor input);

    private torch.Tensor? ReplaceBuffer(string name, torch.Tensor? old, torch.Tensor? value)
    {
        if (ReferenceEquals(old, value)) return old;
        old?.Dispose();
        value?.DetachFromDisposeScope();
        ConditionallyRegisterBuffer(name, value);
        return value;
    }
}

/// <summary>Normalizes each channel over the batch.</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = momentum ?? 0;
        if (training && num_batches_tracked is { } count)
        {
            using var noGrad = torch.no_grad();
            count.add_(1);
            if (momentum is null) factor = 1.0 / count.item<long>();
        }
        return torch.nn.functional.batch_norm(
            input, running_mean, running_var, affine ? weight : null, bias, training || running_mean is null, factor, eps);
    }
}

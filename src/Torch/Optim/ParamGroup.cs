// Parameters that share their options, such as the learning rate.
namespace TorchSharp.Modules;

public class ParamGroup : torch.optim.ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>Null until the group is given to an optimizer, where the group did not bring its own.</summary>
    public OptimizerOptions Options { get; set; } = null!;

    public double LearningRate
    {
        get => Options.LearningRate!.Value;
        set => Options.LearningRate = value;
    }
}

/// <summary>A group of one optimizer's options.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    /// <param name="parameters">What is optimized with these options.</param>
    /// <param name="options">What is null in them, the optimizer fills in.</param>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null) =>
        (Parameters, base.Options) = (parameters, options!);

    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}

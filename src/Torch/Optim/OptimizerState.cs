// What an optimizer remembers of one parameter between steps.
namespace TorchSharp.Modules;

public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    private protected torch.Tensor Zeros() => torch.zeros_like(_parameter, requires_grad: false).DetachFromDisposeScope();
}

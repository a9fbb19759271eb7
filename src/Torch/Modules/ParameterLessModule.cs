// A module that has nothing to train, such as an activation.
namespace TorchSharp.Modules;

/// <summary>Marks modules without parameters.</summary>
public interface IParameterLessModule
{
}

/// <summary>A module of one input without parameters.</summary>
public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }
}

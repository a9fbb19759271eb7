// A tensor that belongs to a module and is trained.
namespace TorchSharp.Modules;

public class Parameter : torch.Tensor
{
    /// <summary>Takes over the memory of a tensor, which is disposed; the parameter is a leaf without history.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(data, requires_grad) => data.Dispose();
}

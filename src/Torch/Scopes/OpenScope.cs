// torch.NewDisposeScope.
namespace TorchSharp;

public static partial class torch
{
    /// <summary>Opens a scope: every tensor made on this thread until it is disposed is disposed with it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Open();
}

// Handles that live no longer than the operation that made them: composed operations and backward functions.
namespace TorchSharp;

/// <summary>
/// While one is open on a thread, new tensors belong to it and not to the user's dispose scope; closing it disposes them,
/// except the results it hands on.
/// </summary>
internal sealed class Temporaries : IDisposable
{
    [ThreadStatic]
    private static Temporaries? current;

    private readonly Temporaries? outer;
    private readonly List<torch.Tensor> tensors = [];

    public Temporaries()
    {
        outer = current;
        current = this;
    }

    public static void Register(torch.Tensor tensor)
    {
        if (current is { } open)
        {
            open.tensors.Add(tensor);
            return;
        }
        tensor.IsRegistered = true;
        DisposeScopeManager.Register(tensor);
    }

    /// <summary>The result belongs to whoever surrounds this operation.</summary>
    public torch.Tensor Result(torch.Tensor tensor)
    {
        var at = tensors.Count - 1;
        while (at >= 0 && !ReferenceEquals(tensors[at], tensor)) at--;
        if (at < 0) return tensor;
        tensors.RemoveAt(at);
        current = outer;
        Register(tensor);
        current = this;
        return tensor;
    }

    /// <summary>Disposes what has gathered; the list goes on.</summary>
    public void Clear()
    {
        foreach (var tensor in tensors) tensor.Dispose();
        tensors.Clear();
    }

    public void Dispose()
    {
        current = outer;
        Clear();
    }
}

// Handles that live no longer than the operation that made them: composed operations and backward functions.
namespace TorchSharp;

/// <summary>
/// While one is open on a thread, new tensors belong to it and not to the user's dispose scope; closing it retires them,
/// except the results it hands on.
/// </summary>
/// <remarks>A thread's Temporaries form a chain, by depth, and are opened again and again.</remarks>
internal sealed class Temporaries : IDisposable
{
    [ThreadStatic]
    private static Temporaries? current;

    [ThreadStatic]
    private static Temporaries? outermost;

    private readonly Temporaries? outer;
    private readonly List<torch.Tensor> tensors = [];
    private Temporaries? inner;

    private Temporaries(Temporaries? outer) => this.outer = outer;

    public static Temporaries Open() =>
        current = current is { } around ? around.inner ??= new Temporaries(around) : outermost ??= new Temporaries(null);

    /// <summary>New tensors of this thread belong to an operation.</summary>
    public static bool AreOpen => current is not null;

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

    /// <summary>Retires what has gathered; the list goes on.</summary>
    public void Clear()
    {
        foreach (var tensor in tensors) tensor.Retire();
        tensors.Clear();
    }

    public void Dispose()
    {
        current = outer;
        Clear();
    }
}

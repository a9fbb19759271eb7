// A region of code whose tensors are disposed together at its end, unless they were moved out or detached.
namespace TorchSharp;

public sealed partial class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private HashSet<IDisposable>? set;

    internal DisposeScope(DisposeScopeManager manager) => this.manager = manager;

    private HashSet<IDisposable> Owned => set ??= manager.RentSet();

    /// <summary>How many objects this scope would dispose now.</summary>
    public int DisposablesCount => set?.Count ?? 0;

    public bool Contains(IDisposable disposable) => set?.Contains(disposable) ?? false;

    /// <summary>Takes the object out of this scope: it lives until it is disposed by hand. What this scope does not own stays as it is.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    /// <summary>Forgets an object that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        set?.Remove(disposable);
        if (disposable is not IScoped scoped || scoped.OwningDisposeScope != this) return;
        scoped.OwningDisposeScope = null;
        DisposeScopeManager.Counts.DisposedInScopeCount++;
    }

    /// <summary>Closes the scope and disposes what it owns.</summary>
    public void Dispose()
    {
        manager.Close(this);
        DisposeEverything();
    }

    public void DisposeEverything()
    {
        // Disposing an object takes it out of the set, so the loop runs over one put aside.
        if (set is not { } doomed) return;
        set = null;
        foreach (var disposable in doomed)
        {
            disposable.Dispose();
            MarkAsDisposed(disposable);
        }
        manager.ReturnSet(doomed);
    }

    internal void Add(IDisposable disposable) => Owned.Add(disposable);

    // From one scope to another; null stands for "no scope".
    private static void Move(IDisposable disposable, DisposeScope? from, DisposeScope? to)
    {
        if (from == to) return;
        from?.set?.Remove(disposable);
        to?.Owned.Add(disposable);
        if (disposable is not IScoped scoped) return;
        scoped.OwningDisposeScope = to;
        if (from is null) DisposeScopeManager.Counts.AttachedToScopeCount++;
        if (to is null) DisposeScopeManager.Counts.DetachedFromScopeCount++;
    }
}

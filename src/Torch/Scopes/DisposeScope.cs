// A region of code whose tensors are disposed together at its end, unless they were moved out or detached.
namespace TorchSharp;

public sealed partial class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private HashSet<IDisposable> owned;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        owned = manager.RentSet();
    }

    /// <summary>How many objects this scope would dispose now.</summary>
    public int DisposablesCount => owned.Count;

    /// <summary>A copy of what this scope owns, in no particular order.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. owned];

    public bool Contains(IDisposable disposable) => owned.Contains(disposable);

    /// <summary>Makes this scope the owner, whoever owned the object before.</summary>
    public void Attach(IDisposable disposable) => MoveTo(this, disposable);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var attached = disposables.ToList();
        foreach (var disposable in attached) MoveTo(this, disposable);
        return attached;
    }

    /// <summary>Takes the object out of every scope: it lives until it is disposed by hand.</summary>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        MoveTo(null, disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables.ToList()) MoveTo(null, disposable);
    }

    /// <summary>Forgets an object that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        owned.Remove(disposable);
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
        // Disposing an object takes it out of `owned`, so the loop runs over a set put aside.
        var doomed = owned;
        owned = new(ReferenceEqualityComparer.Instance);
        foreach (var disposable in doomed)
        {
            disposable.Dispose();
            MarkAsDisposed(disposable);
        }
        manager.ReturnSet(doomed);
    }

    internal void Add(IDisposable disposable) => owned.Add(disposable);

    // Moves between scopes; null stands for "no scope".
    private void MoveTo(DisposeScope? target, IDisposable? disposable)
    {
        if (disposable is null) return;
        var from = disposable is IScoped scoped ? scoped.OwningDisposeScope : owned.Contains(disposable) ? this : null;
        if (from == target) return;
        from?.owned.Remove(disposable);
        target?.owned.Add(disposable);
        if (disposable is not IScoped tensor) return;
        tensor.OwningDisposeScope = target;
        if (from is null) DisposeScopeManager.Counts.AttachedToScopeCount++;
        if (target is null) DisposeScopeManager.Counts.DetachedFromScopeCount++;
    }
}

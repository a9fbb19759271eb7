// The stack of open dispose scopes, one per thread, and the counts that go with it.
namespace TorchSharp;

public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? current;

    private readonly List<DisposeScope> stack = [];
    private readonly Stack<HashSet<IDisposable>> spareSets = [];
    private readonly ThreadDisposeScopeStatistics statistics = new();

    /// <summary>The counts of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.statistics;

    internal static DisposeScopeManager Current => current ??= new DisposeScopeManager();

    internal static DisposeScope? CurrentScope => Current.stack is [.., var innermost] ? innermost : null;

    internal static LifetimeStatistics Counts => Current.statistics.TensorStatistics;

    /// <summary>Puts a new object into the innermost scope of this thread, if there is one. Every tensor constructor calls this.</summary>
    internal static void Register(IScoped created)
    {
        var scope = CurrentScope;
        if (scope is null)
        {
            Counts.CreatedOutsideScopeCount++;
            return;
        }
        Counts.CreatedInScopeCount++;
        created.OwningDisposeScope = scope;
        scope.Add(created);
    }

    /// <summary>Forgets an object that has just been disposed. Every tensor's Dispose calls this, once.</summary>
    internal static void Unregister(IScoped disposed)
    {
        if (disposed.OwningDisposeScope is { } scope) scope.MarkAsDisposed(disposed);
        else Counts.DisposedOutsideScopeCount++;
    }

    internal static DisposeScope Open()
    {
        var scope = new DisposeScope(Current);
        Current.stack.Add(scope);
        return scope;
    }

    /// <summary>Takes a scope off the stack; scopes opened inside it and still open stay.</summary>
    internal void Close(DisposeScope scope) => stack.Remove(scope);

    /// <summary>An empty set; reused, since a training loop opens a scope of some hundred tensors a step.</summary>
    internal HashSet<IDisposable> RentSet() =>
        spareSets.TryPop(out var set) ? set : new HashSet<IDisposable>(ReferenceEqualityComparer.Instance);

    internal void ReturnSet(HashSet<IDisposable> set)
    {
        set.Clear();
        if (spareSets.Count < 8) spareSets.Push(set);
    }

    /// <summary>The scope around the given one, or null when there is none.</summary>
    internal DisposeScope? Outer(DisposeScope scope)
    {
        int index = stack.LastIndexOf(scope);
        return index > 0 ? stack[index - 1] : null;
    }
}

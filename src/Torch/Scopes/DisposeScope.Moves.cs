// Moving objects from one dispose scope to another.
namespace TorchSharp;

public sealed partial class DisposeScope
{
    /// <summary>Gives the object to the scope around this one; without one it is detached.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(manager.Outer(this), disposable);

    /// <summary>Gives an object that this scope owns to another scope; null detaches it.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (Contains(disposable)) Move(disposable, this, scope);
        return disposable;
    }
}

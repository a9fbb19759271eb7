// What a dispose scope can own: something disposable that knows its owner.
namespace TorchSharp;

internal interface IScoped : IDisposable
{
    /// <summary>The scope that will dispose this object, or null when it lives until disposed by hand.</summary>
    DisposeScope? OwningDisposeScope { get; set; }
}

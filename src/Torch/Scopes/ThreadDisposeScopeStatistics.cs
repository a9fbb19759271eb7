// The lifetime counts of everything that scopes own on one thread; here that is tensors alone.
namespace TorchSharp;

public class ThreadDisposeScopeStatistics
{
    public LifetimeStatistics TensorStatistics { get; } = new();
    public long ThreadTotalLiveCount => TensorStatistics.ThreadTotalLiveCount;

    public override string ToString() => TensorStatistics.ToString();
}

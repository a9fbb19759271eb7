// Counts the births, deaths and moves between scopes of one kind of object on one thread.
namespace TorchSharp;

public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }
    public long DisposedOutsideScopeCount { get; internal set; }
    public long CreatedInScopeCount { get; internal set; }
    public long DisposedInScopeCount { get; internal set; }
    public long AttachedToScopeCount { get; internal set; }
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Created minus disposed on this thread; negative where objects of another thread were disposed here.</summary>
    public long ThreadTotalLiveCount =>
        CreatedOutsideScopeCount + CreatedInScopeCount - DisposedOutsideScopeCount - DisposedInScopeCount;

    public override string ToString() =>
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; CreatedOutside: {CreatedOutsideScopeCount}, "
        + $"DisposedOutside: {DisposedOutsideScopeCount}, CreatedInScope: {CreatedInScopeCount}, "
        + $"DisposedInScope: {DisposedInScopeCount}, Attached: {AttachedToScopeCount}, Detached: {DetachedFromScopeCount}";
}

// Two acknowledgement credits: a viewer that does not acknowledge what it got is sent nothing more.
namespace AttentionLab.Server.Live;

/// <summary>Thread-safe.</summary>
public sealed class ViewerCredits
{
    /// <summary>One frame being drawn and one on its way.</summary>
    public const int Most = 2;

    private int _left = Most;

    public bool Any => Volatile.Read(ref _left) > 0;

    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) >= 0) return true;
        Interlocked.Increment(ref _left);
        return false;
    }

    /// <summary>Gives a credit back; an acknowledgement too many counts for nothing.</summary>
    public void Return()
    {
        for (int left = Volatile.Read(ref _left); left < Most; left = Volatile.Read(ref _left))
            if (Interlocked.CompareExchange(ref _left, left + 1, left) == left) return;
    }
}

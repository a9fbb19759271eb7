// How fast a run trains: tokens a second over the last second or so, and the time to its last step.
namespace AttentionLab.Server.Training;

public sealed class Throughput(TimeProvider clock, int tokensPerStep)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1), Spacing = TimeSpan.FromMilliseconds(50);
    private readonly Queue<(long At, int Step)> _recent = new();
    private (long At, int Step)? _first;
    private (long At, int Step) _last;

    /// <summary>Null until two steps were done.</summary>
    public double? TokensPerSecond { get; private set; }

    /// <summary>A step was done.</summary>
    public void Mark(int step)
    {
        long now = clock.GetTimestamp();
        _first ??= (now, step);
        while (_recent.Count > 1 && clock.GetElapsedTime(_recent.Peek().At, now) > Window) _recent.Dequeue();
        if (_recent.TryPeek(out var oldest) && now > oldest.At)
            TokensPerSecond = (step - oldest.Step) * (double)tokensPerStep / clock.GetElapsedTime(oldest.At, now).TotalSeconds;
        if (_recent.Count == 0 || clock.GetElapsedTime(_last.At, now) > Spacing) _recent.Enqueue(_last = (now, step));
    }

    /// <summary>Expected time for so many more steps, from all the time since the first one here: estimates, samples and checkpoints count.</summary>
    public double? SecondsFor(int steps, int stepNow) => _first is { } first && stepNow > first.Step
        ? clock.GetElapsedTime(first.At).TotalSeconds / (stepNow - first.Step) * steps
        : null;
}

// A run's newest attention in float32, in memory: where an exact weight is read while the run trains.
namespace AttentionLab.Server.Live;

/// <summary>What every head attends to on the probe text at one step.</summary>
/// <param name="Weights">[layer][head] of (T, T) row by row; nobody writes to them any more.</param>
public sealed record WeightCapture(int Step, float[][][] Weights)
{
    /// <summary>T.</summary>
    public int Tokens { get; } = (int)Math.Round(Math.Sqrt(Weights[0][0].Length));

    /// <summary>L H T T 4.</summary>
    public long Bytes => (long)Weights.Length * Weights[0].Length * Tokens * Tokens * sizeof(float);
}

/// <summary>
/// Added by the training thread, read by anyone without making it wait. A capture is what the trainer made for a frame anyway, so keeping it copies nothing.
/// Kept are those of about a second, because a page asks about the frame that it has drawn while the next ones are made, and a busy machine is slow to ask; together at most 64 MiB, so one that is larger is not kept.
/// </summary>
public sealed class NewestCaptures
{
    public const long MostBytes = 64 << 20;

    /// <summary>A second of frames, as many as one page is sent.</summary>
    public const int Most = 8;
    private volatile WeightCapture[] _captures = []; // newest first

    /// <summary>Null before the first, and when the trainer is not in memory any more.</summary>
    public WeightCapture? Newest => _captures.FirstOrDefault();

    /// <summary>Null where it is none of the newest.</summary>
    public WeightCapture? At(int step) => Array.Find(_captures, capture => capture.Step == step);

    /// <summary>Of one step there is one, the last that was added.</summary>
    public void Add(WeightCapture capture)
    {
        long bytes = 0;
        _captures = [.. _captures.Where(older => older.Step != capture.Step).Prepend(capture).Take(Most).TakeWhile(each => (bytes += each.Bytes) <= MostBytes)];
    }

    public void Clear() => _captures = [];
}

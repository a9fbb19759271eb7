// Looks at the heads of a run between two steps: shows them live, and keeps their pictures and scores.
using AttentionLab.Server.Live;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Of a model that attends. Used by the training thread alone.</summary>
internal sealed class HeadWatch(Run run, ITrainer trainer)
{
    private readonly int[] _repeated = RepeatedSequence.Of(run.Config.Context, run.Config.Vocabulary, run.Record.Seed);
    private int[] _probe = run.ProbeIds;

    /// <summary>Looks at another probe text from now on.</summary>
    public void ChangeProbe() => _probe = run.ProbeIds;

    /// <param name="step">Steps done.</param>
    /// <param name="keep">Whether to write it down, too.</param>
    /// <exception cref="IOException">The disk took nothing.</exception>
    public void Look(int step, bool keep)
    {
        bool both = keep && _repeated.Length > 0;
        var (weights, repeated) = both ? trainer.CaptureWeights(_probe, _repeated) : (trainer.CaptureWeights(_probe), []); // [L][H] of (T, T)
        byte[] frame = FramePacker.Pack(step, weights, run.Config.Mask);
        run.Captures.Add(new(step, weights)); // first, so that whoever sees the frame can ask for its numbers
        run.Live.Publish(step, frame);
        if (!keep) return;
        run.Frames.Add(step, frame);
        run.Heads.CutAfter(step - 1); // another probe text at the same step
        run.Heads.Add(new(step, Scores(weights, _probe), both ? Scores(repeated, _repeated) : null));
    }

    private List<HeadScores> Scores(float[][][] weights, int[] tokens) =>
        [.. weights.SelectMany(layer => layer).Select(head => HeadScores.Of(head, tokens, run.Config.Mask))];
}

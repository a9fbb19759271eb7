// Turns the kept scores of a run's heads into columns, and finds where heads took on a role.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

public static class HeadHistories
{
    /// <exception cref="LabException">Its model does not attend.</exception>
    public static HeadHistory Of(Run run)
    {
        if (!run.Config.Attends) throw new LabException(Refusal.NotFound, $"Run '{run.Info.Name}' has no heads to follow: in its model no token gives weights to others.");
        var lines = run.Heads.All;
        var heads = Enumerable.Range(0, run.Config.Layers * run.Config.Heads).Select(at => Column(run, lines, at)).ToList();
        var taken = heads.SelectMany(head => HeadRoles.TakenOn(head.Roles)
            .Select(role => new RoleTaken(lines[role.Index].Step, head.Layer, head.Head, role.Role)));
        return new(Rule(run), HeadRoles.Least, HeadRoles.Lasting, [.. lines.Select(line => line.Step)], heads, [.. taken.OrderBy(role => role.Step)]);
    }

    private static HeadColumn Column(Run run, IReadOnlyList<HeadsLine> lines, int at)
    {
        var probe = lines.Select(line => line.Probe[at]).ToList();
        var repeated = lines.Select(line => line.Repeated?[at]).OfType<HeadScores>().ToList();
        bool hasRepeated = repeated.Count == lines.Count;
        return new(at / run.Config.Heads, at % run.Config.Heads, [.. (hasRepeated ? repeated : probe).Select(scores => HeadRoles.Of(scores))],
            hasRepeated ? Columns(repeated) : null, Columns(probe));
    }

    private static ScoreColumns Columns(IReadOnlyList<HeadScores> scores) => new()
    {
        PreviousToken = [.. scores.Select(score => score.PreviousToken)],
        FirstToken = [.. scores.Select(score => score.FirstToken)],
        DuplicateToken = [.. scores.Select(score => score.DuplicateToken)],
        Induction = [.. scores.Select(score => score.Induction)],
        Entropy = [.. scores.Select(score => score.Entropy)],
        Distance = [.. scores.Select(score => score.Distance)],
    };

    private static string Rule(Run run)
    {
        int tokens = RepeatedSequence.Of(run.Config.Context, run.Config.Vocabulary, run.Record.Seed).Length;
        string text = tokens == 0 ? "the probe text, because the context is too short to say random tokens twice" : $"{tokens / 2} random tokens that are said twice";
        return FormattableString.Invariant($"A head has the role that draws the largest part of its weight, measured on {text}, if that is at least {HeadRoles.Least:P0}. It has taken the role on when it keeps it for {HeadRoles.Lasting} kept steps in a row.");
    }
}

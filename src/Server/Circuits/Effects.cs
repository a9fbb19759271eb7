// Before and after: the same text through the same weights twice, as they are and under interventions.
using AttentionLab.Server.Inference;

namespace AttentionLab.Server.Circuits;

public static class Effects
{
    private const int Listed = 10;

    public static Effect Of(CircuitQuestion question, IInferenceModel model, int? layer, int? head)
    {
        var before = model.Capture(question.Ids);
        var after = question.Edits.Count == 0 ? before : model.Capture(question.Ids, question.Edits);
        // Both guess the text as it was written: the same answers are asked for.
        double[] lossesBefore = TextLoss.PerToken(before.Logits, question.Ids), lossesAfter = TextLoss.PerToken(after.Logits, question.Ids);
        var (next, moved) = Next(question, before.Logits.AsSpan(^model.Config.Vocabulary..), after.Logits.AsSpan(^model.Config.Vocabulary..));
        return new Effect
        {
            Step = model.Step,
            Tokens = question.Written,
            Read = question.Read,
            Dropped = question.Dropped,
            Interventions = question.Edits.Count,
            LossBefore = lossesBefore.Length == 0 ? null : lossesBefore.Average(),
            LossAfter = lossesAfter.Length == 0 ? null : lossesAfter.Average(),
            LossesBefore = lossesBefore,
            LossesAfter = lossesAfter,
            Next = next,
            Moved = moved,
            Same = before.Logits.AsSpan().SequenceEqual(after.Logits),
            Head = layer is { } l && head is { } h ? HeadOf(before, after, l, h, question.Edits.Of(model.Config).Mask) : null,
        };
    }

    private static (IReadOnlyList<ShiftedCandidate> Next, double Moved) Next(CircuitQuestion question, ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        var old = NextTokens.Of(before, question.Run.Tokenizer, before.Length);
        var now = NextTokens.Of(after, question.Run.Tokenizer, after.Length);
        var nowById = now.ToDictionary(candidate => candidate.Id);
        double moved = old.Sum(candidate => Math.Abs((double)candidate.Probability - nowById[candidate.Id].Probability)) / 2;
        var oldById = old.ToDictionary(candidate => candidate.Id);
        var listed = old.Take(Listed).Concat(now.Take(Listed)).Select(candidate => candidate.Id).Distinct()
            .Select(id => (Old: oldById[id], Now: nowById[id]))
            .OrderByDescending(one => Math.Max(one.Old.Probability, one.Now.Probability)).ThenBy(one => one.Old.Id);
        return ([.. listed.Select(one => new ShiftedCandidate(one.Old.Id, one.Old.Text, one.Old.Logit, one.Now.Logit, one.Old.Probability, one.Now.Probability, one.Old.Rank, one.Now.Rank))], moved);
    }

    private static HeadEffect HeadOf(AttentionCapture before, AttentionCapture after, int layer, int head, bool masked)
    {
        var rowsBefore = AttentionSubtraction.Rows(before[layer, head].Weights, before.Tokens, masked);
        var rowsAfter = AttentionSubtraction.Rows(after[layer, head].Weights, after.Tokens, masked);
        var difference = AttentionSubtraction.Subtract(rowsAfter, rowsBefore);
        return new(layer, head, masked, rowsBefore, rowsAfter, difference, AttentionSubtraction.Moved(difference));
    }
}

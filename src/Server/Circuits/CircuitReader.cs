// Answers which parts of a model a prediction comes from: the split of a logit, the lens, and what interventions change.
using AttentionLab.Server.Inference;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Circuits;

public sealed class CircuitReader(RunStore runs, SnapshotSource snapshots, InferencePool pool)
{
    /// <summary>Candidates that are listed where a prediction is shown.</summary>
    private const int Candidates = 10;

    /// <exception cref="LabException">Fields are wrong, or the model has nothing to split.</exception>
    public Task<Attribution> Attribute(string id, AttributionRequest request, CancellationToken cancellation = default)
    {
        var question = CircuitQuestion.Of(runs.Get(id), request.Prompt, request.Interventions, request.Position, request.Token, request.Text);
        return Answer(question, request.Step, model => Split(question, model), cancellation);
    }

    /// <exception cref="LabException">Fields are wrong.</exception>
    public Task<Lens> ReadLens(string id, LensRequest request, CancellationToken cancellation = default)
    {
        var question = CircuitQuestion.Of(runs.Get(id), request.Prompt, request.Interventions, request.Position, request.Token, request.Text);
        return Answer(question, request.Step, model => LensOf(question, model), cancellation);
    }

    /// <exception cref="LabException">Fields are wrong.</exception>
    public Task<Effect> Compare(string id, EffectRequest request, CancellationToken cancellation = default)
    {
        var run = runs.Get(id);
        var question = CircuitQuestion.Of(run, request.Prompt, request.Interventions, more: errors => HeadChoice.Check(request.Layer, request.Head, run.Config, errors));
        return Answer(question, request.Step, model => Effects.Of(question, model, request.Layer, request.Head), cancellation);
    }

    private async Task<T> Answer<T>(CircuitQuestion question, int? step, Func<IInferenceModel, T> work, CancellationToken cancellation)
    {
        var weights = await snapshots.Get(question.Run, step, cancellation);
        try
        {
            return await pool.Use(question.Run, weights, work, cancellation);
        }
        catch (ModelException e)
        {
            throw new LabException(Refusal.Invalid, e.Message, e.Key is null ? null : new Dictionary<string, string> { [e.Key] = e.Message });
        }
    }

    private static Attribution Split(CircuitQuestion question, IInferenceModel model)
    {
        int vocabulary = model.Config.Vocabulary;
        var logits = model.Capture(question.Ids, question.Edits).Logits.AsSpan(question.Position * vocabulary, vocabulary);
        var next = NextTokens.Of(logits, question.Run.Tokenizer, vocabulary);
        var split = model.SplitLogit(question.Ids, question.Position, question.Token ?? next[0].Id, question.Edits);
        var chosen = next.First(candidate => candidate.Id == split.Token);
        return new Attribution
        {
            Step = model.Step,
            Tokens = question.Read,
            Dropped = question.Dropped,
            Position = question.Position,
            Token = question.TokenOf(split.Token),
            Logit = split.Logit,
            Probability = chosen.Probability,
            Rank = chosen.Rank,
            Sum = split.Sum,
            Difference = split.Sum - split.Logit,
            Parts = split.Parts,
            FromLayer = split.FromLayer,
            Rule = CircuitWords.Split(model.Config),
            Next = [.. next.Take(Candidates)],
        };
    }

    private static Lens LensOf(CircuitQuestion question, IInferenceModel model)
    {
        var stages = model.ReadLens(question.Ids, Candidates, question.Token, question.Edits);
        return new Lens
        {
            Step = model.Step,
            Tokens = question.Read,
            Dropped = question.Dropped,
            Position = question.Position,
            Followed = [.. stages[^1].Positions.Select(answer => question.TokenOf(answer.Target.Id))],
            Stages = [.. stages.Select(stage => Row(question, stage))],
            Mixing = CircuitWords.Mixing(model.Config),
            Rule = CircuitWords.Lens(model.Config),
        };
    }

    private static LensRow Row(CircuitQuestion question, LensStage stage) => new(
        stage.Place, stage.Layer,
        [.. stage.Positions.Select(answer => question.TokenOf(answer.Top[0].Id))],
        [.. stage.Positions.Select(answer => (float)answer.Top[0].Probability)],
        [.. stage.Positions.Select(answer => (float)answer.Target.Probability)],
        [.. stage.Positions.Select(answer => answer.Target.Rank)],
        [.. stage.Positions.Select(answer => (float)answer.Entropy)],
        [.. stage.Positions[question.Position].Top.Select(one => new Candidate(one.Id, question.TokenOf(one.Id).Text, one.Logit, (float)one.Probability, one.Rank))]);
}

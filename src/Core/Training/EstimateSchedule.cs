// At which steps a run is measured and on how much: a function of its settings and the step alone, so that a run taken again is measured at the same places.
namespace AttentionLab.Core;

/// <summary>
/// With early estimates: at steps 1, 10, 25, 50 and 100 on a few batches, then at every multiple of EvalEvery, and at the end. Without: at 0, at every multiple of EvalEvery, and at the end.
/// </summary>
/// <remarks>
/// What measuring costs is counted in steps, never in seconds, which differ from one time to the next. A step reads its B T tokens forward and backward, three times the work of forward alone.
/// So N batches of both halves cost 2 N / 3 steps. A text that is written token by token costs far more than its share of the work: about <see cref="WrittenToken"/> tokens of a batch for each, measured on both engines.
/// An early estimate has as many batches, at most a quarter and at least one, as make it and its sample cost at most two steps, so that all five cost a tenth of the first hundred; the spacing of the others is such that all so far take at most a tenth of the time.
/// </remarks>
public sealed class EstimateSchedule(TrainingConfig training, int context)
{
    /// <summary>Tokens of a sample, and of an early one.</summary>
    public const int SampleTokens = 200, EarlySampleTokens = 50;

    private const int EarlyEnd = 100, WrittenToken = 40;

    /// <summary>Of all time, at most.</summary>
    private const double Share = 0.1;

    /// <summary>Where a run is measured early.</summary>
    public static IReadOnlyList<int> EarlySteps { get; } = [1, 10, 25, 50, EarlyEnd];

    /// <summary>Whether the untrained model is measured, after the first step.</summary>
    public bool StartsAtZero => !training.EarlyEstimates;

    /// <summary>Whether a step after 0 is measured.</summary>
    public bool Measures(int step) =>
        step == training.Steps || IsEarly(step) || ((step > EarlyEnd || !training.EarlyEstimates) && step % training.EvalEvery == 0);

    /// <summary>Whether a step is measured on less than the others. The last one never is.</summary>
    public bool IsEarly(int step) => training.EarlyEstimates && step != training.Steps && EarlySteps.Contains(step);

    /// <summary>Batches of each half; null for all.</summary>
    public int? BatchesAt(int step) => IsEarly(step) && EarlyBatches(training, context) is var few && few < training.EvalBatches ? few : null;

    public int SampleTokensAt(int step) => IsEarly(step) ? EarlySampleTokens : SampleTokens;

    /// <summary>The same training with early estimates, and as far between the others as what they cost asks for: the least multiple of what it had.</summary>
    /// <param name="task">Of a corpus that is one: its examples are answered instead of a sample written.</param>
    public static TrainingConfig Planned(TrainingConfig training, int context, TaskExamples? task = null)
    {
        double early = EarlySteps.Count * (Losses(EarlyBatches(training, context)) + Texts(training, context, task, EarlySampleTokens, AnswerScore.EarlyExamples));
        double each = Losses(training.EvalBatches) + Texts(training, context, task, SampleTokens, AnswerScore.MostExamples);
        double multiples = Math.Ceiling((early + each) * (1 - Share) / Share / training.EvalEvery);
        return training with { EarlyEstimates = true, EvalEvery = (int)Math.Min(ModelLimits.Steps, training.EvalEvery * Math.Max(1, multiples)) };
    }

    /// <summary>What all measuring of a run costs, in steps.</summary>
    /// <param name="task">Of a corpus that is one.</param>
    public double CostInSteps(TaskExamples? task = null)
    {
        int early = training.EarlyEstimates ? EarlySteps.Count(step => step < training.Steps) : 0;
        int others = training.Steps / training.EvalEvery - (training.EarlyEstimates ? Math.Min(EarlyEnd, training.Steps) / training.EvalEvery : -1); // from step 0 on where that is measured
        if (training.Steps % training.EvalEvery != 0 || (training.EarlyEstimates && training.Steps <= EarlyEnd)) others++; // the end always is
        return early * (Losses(Math.Min(training.EvalBatches, EarlyBatches(training, context))) + Texts(training, context, task, EarlySampleTokens, AnswerScore.EarlyExamples))
            + others * (Losses(training.EvalBatches) + Texts(training, context, task, SampleTokens, AnswerScore.MostExamples));
    }

    private static int EarlyBatches(TrainingConfig training, int context)
    {
        double allowed = (EarlyEnd * Share / EarlySteps.Count) - Texts(training, context, null, EarlySampleTokens, 0);
        return Math.Clamp((int)(allowed * 3 / 2), 1, Math.Max(1, training.EvalBatches / 4));
    }

    private static double Losses(int batches) => 2 * batches / 3.0;

    /// <summary>Of a sample, or of a task's answers: each token of an answer takes a pass over all before it.</summary>
    private static double Texts(TrainingConfig training, int context, TaskExamples? task, int sample, int examples)
    {
        double tokens = task is null ? sample * WrittenToken : examples * ((task.Answer * task.Question) + (task.Answer * (task.Answer - 1) / 2.0));
        return tokens / (3.0 * training.Batch * context);
    }
}

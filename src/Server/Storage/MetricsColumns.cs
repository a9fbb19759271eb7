// Metrics in columns: one entry per trained step, and beside it one per loss estimate.
namespace AttentionLab.Server.Storage;

/// <summary>Steps only ever grow within a column; a line that repeats an older step is dropped. Not thread-safe.</summary>
internal sealed class MetricsColumns
{
    private readonly List<int> _step = [], _evalStep = [];
    private readonly List<double> _trainLoss = [], _learningRate = [], _gradientNorm = [], _tokensPerSecond = [], _time = [], _evalTrainLoss = [], _evalValLoss = [], _evalTime = [], _accuracy = [], _tokenAccuracy = [];
    private readonly List<int?> _evalBatches = [];
    private bool _hasAnswers, _hasEarly;
    private double _secondsPerToken;

    public int Steps => _step.Count;
    public int Estimates => _evalStep.Count;
    public int LastStep => Steps == 0 ? 0 : _step[^1];
    public double? LastTrainLoss => Finite(_trainLoss);
    public double? LastValLoss => Finite(_evalValLoss);
    public double? LastAccuracy => Finite(_accuracy);

    /// <summary>Step of the last estimate; null before the first.</summary>
    public int? LastEstimateStep => Estimates == 0 ? null : _evalStep[^1];

    /// <summary>Seconds for a token of each step: the mean of the last so many steps, and the sum of all.</summary>
    public (double? Recent, double All) StepTimes(int recent)
    {
        int count = Math.Min(recent, Steps);
        return (count == 0 ? null : _tokensPerSecond[^count..].Average(TimeOf), _secondsPerToken);
    }

    /// <summary>Seconds for a token of the middle one of the last so many steps; null before the first.</summary>
    public double? MiddleTokenTime(int recent)
    {
        int count = Math.Min(recent, Steps);
        return count == 0 || TimeOf(_tokensPerSecond[^count..].Order().ElementAt(count / 2)) is not (> 0 and var time) ? null : time;
    }

    /// <summary>Validation loss estimated at a step; null where there is none.</summary>
    public double? EstimateAt(int step)
    {
        int at = _evalStep.BinarySearch(step);
        return at >= 0 && double.IsFinite(_evalValLoss[at]) ? _evalValLoss[at] : null;
    }

    public bool IsEmptyAfter(int step) => LastStep <= step && (Estimates == 0 || _evalStep[^1] <= step);

    public void Add(MetricsLine line)
    {
        var steps = line.Eval is null ? _step : _evalStep;
        if (steps.Count > 0 && line.Step <= steps[^1]) return;
        steps.Add(line.Step);
        if (line.Eval is { } eval)
        {
            _evalTrainLoss.Add(eval.TrainLoss ?? double.NaN);
            _evalValLoss.Add(eval.ValLoss ?? double.NaN);
            _evalTime.Add(line.Time ?? double.NaN);
            _evalBatches.Add(eval.Batches);
            _accuracy.Add(eval.Accuracy ?? double.NaN);
            _tokenAccuracy.Add(eval.TokenAccuracy ?? double.NaN);
            _hasAnswers |= eval.Accuracy is not null;
            _hasEarly |= eval.Batches is not null;
            return;
        }
        _trainLoss.Add(line.TrainLoss ?? double.NaN);
        _learningRate.Add(line.LearningRate ?? double.NaN);
        _gradientNorm.Add(line.GradientNorm ?? double.NaN);
        _tokensPerSecond.Add(line.TokensPerSecond ?? double.NaN);
        _secondsPerToken += TimeOf(_tokensPerSecond[^1]);
        _time.Add(line.Time ?? double.NaN);
    }

    /// <summary>Index of the first entry of each kind at or after a step.</summary>
    public (int Steps, int Estimates) IndexOf(int step) => (First(_step, step), First(_evalStep, step));

    public void CutAfter(int step)
    {
        var (steps, estimates) = (First(_step, (long)step + 1), First(_evalStep, (long)step + 1));
        _step.RemoveRange(steps, Steps - steps);
        foreach (var column in new[] { _trainLoss, _learningRate, _gradientNorm, _tokensPerSecond, _time }) column.RemoveRange(steps, column.Count - steps);
        _secondsPerToken = _tokensPerSecond.Sum(TimeOf);
        _evalStep.RemoveRange(estimates, Estimates - estimates);
        foreach (var column in new[] { _evalTrainLoss, _evalValLoss, _evalTime, _accuracy, _tokenAccuracy }) column.RemoveRange(estimates, column.Count - estimates);
        _evalBatches.RemoveRange(estimates, _evalBatches.Count - estimates);
    }

    public Metrics Slice(int fromStep, int toStep, int fromEstimate, int toEstimate)
    {
        var (steps, estimates) = (toStep - fromStep, toEstimate - fromEstimate);
        return new Metrics
        {
            Step = _step.GetRange(fromStep, steps),
            TrainLoss = _trainLoss.GetRange(fromStep, steps),
            LearningRate = _learningRate.GetRange(fromStep, steps),
            GradientNorm = _gradientNorm.GetRange(fromStep, steps),
            TokensPerSecond = _tokensPerSecond.GetRange(fromStep, steps),
            Eval = new Estimates
            {
                Step = _evalStep.GetRange(fromEstimate, estimates),
                TrainLoss = _evalTrainLoss.GetRange(fromEstimate, estimates),
                ValLoss = _evalValLoss.GetRange(fromEstimate, estimates),
                Batches = _hasEarly ? _evalBatches.GetRange(fromEstimate, estimates) : null,
                Accuracy = _hasAnswers ? _accuracy.GetRange(fromEstimate, estimates) : null,
                TokenAccuracy = _hasAnswers ? _tokenAccuracy.GetRange(fromEstimate, estimates) : null,
            },
        };
    }

    /// <summary>The training loss thinned; what is not finite is left out.</summary>
    public ThinCurve Thinned() => CurveThinning.Of(_step, _trainLoss);

    /// <summary>As they stand on disk: an estimate after the step it was made at.</summary>
    public IEnumerable<MetricsLine> Lines()
    {
        int estimate = 0;
        for (int i = 0; i < Steps; i++)
        {
            for (; estimate < Estimates && _evalStep[estimate] < _step[i]; estimate++) yield return EstimateLine(estimate);
            yield return new MetricsLine { Step = _step[i], TrainLoss = _trainLoss[i], LearningRate = _learningRate[i], GradientNorm = _gradientNorm[i], TokensPerSecond = _tokensPerSecond[i], Time = Known(_time[i]) };
        }
        for (; estimate < Estimates; estimate++) yield return EstimateLine(estimate);
    }

    private MetricsLine EstimateLine(int i) => new() { Step = _evalStep[i], Eval = new(_evalTrainLoss[i], _evalValLoss[i]) { Batches = _evalBatches[i], Accuracy = Known(_accuracy[i]), TokenAccuracy = Known(_tokenAccuracy[i]) }, Time = Known(_evalTime[i]) };

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static double TimeOf(double tokensPerSecond) => tokensPerSecond > 0 ? 1 / tokensPerSecond : 0;

    private static double? Finite(List<double> column) => column.Count > 0 && double.IsFinite(column[^1]) ? column[^1] : null;

    private static int First(List<int> steps, long step)
    {
        int low = 0, high = steps.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (steps[middle] < step) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

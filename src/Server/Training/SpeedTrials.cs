// Times steps of the two smallest models on an engine that no run has timed yet, once, while nothing trains.
using System.Diagnostics;
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Training;

/// <summary>Thread-safe. The training thread takes the steps, a few between two commands, so that whoever starts a run waits for a tenth of a second at most; nothing is written.</summary>
public sealed class SpeedTrials(TrainingService training, EngineShelf engines)
{
    /// <summary>Steps that are timed together, of the smaller model and of the larger.</summary>
    private const int Window = 60, LargeWindow = 15;

    /// <summary>A window that is at least so long as the one before has not got quicker.</summary>
    private const double Settled = 0.93;

    /// <summary>Code that is called for the first time is compiled twice, the second time while it runs: so long the smaller model may take until its steps get no quicker, and the larger for its window. A machine with other work is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), LargePatience = TimeSpan.FromSeconds(10);

    /// <summary>Of steps on end: the first after a rest wakes sleeping threads and is not timed.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(40);

    /// <summary>A trial that a run interrupted is null, and is made again when asked for.</summary>
    private readonly Dictionary<string, Task<IReadOnlyList<StepTime>?>> _made = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneEngine = new(1); // two at a time would wait for each other's threads

    /// <summary>A trial is over, or was interrupted: who was told that it goes on may ask again.</summary>
    public event Action? Ended;

    /// <summary>What was timed; empty where the engine is not loaded, or something trains; null while it is being timed, which begins when first asked for and takes some seconds.</summary>
    public IReadOnlyList<StepTime>? Of(string engine)
    {
        if (engines.Choice.Engines.FirstOrDefault(one => one.Name == engine) is not { State: EngineState.Loaded } || training.IsTraining) return [];
        lock (_gate)
        {
            if (!_made.TryGetValue(engine, out var trial) || trial is { IsCompletedSuccessfully: true, Result: null })
            {
                _made[engine] = trial = Task.Run(() => Make(engine));
                _ = trial.ContinueWith(_ => Ended?.Invoke(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            }
            return trial.IsCompletedSuccessfully ? trial.Result : null;
        }
    }

    private async Task<IReadOnlyList<StepTime>?> Make(string engine)
    {
        await _oneEngine.WaitAsync();
        try
        {
            if (await Time(engine, Presets.Find("tiny")!, Window, settles: 2, Patience) is not { } tiny) return null;
            return await Time(engine, Presets.Find(Presets.Default)!, LargeWindow, settles: 0, LargePatience) is { } small ? [tiny, small] : null;
        }
        catch (Exception e) when (e is LabException or EngineException)
        {
            return []; // the server is ending, or the engine does not serve
        }
        finally
        {
            _oneEngine.Release();
        }
    }

    /// <param name="settles">Windows are timed until so many of them got no quicker.</param>
    /// <param name="patience">Until then at most, even if the last window is not full.</param>
    /// <returns>Null where a run was started meanwhile.</returns>
    private async Task<StepTime?> Time(string engine, Preset preset, int window, int settles, TimeSpan patience)
    {
        var corpus = PlayCorpus.Load();
        var model = preset.Model with { Vocabulary = corpus.Tokenizer.Vocabulary };
        ITrainer? trainer = null;
        try
        {
            double last = double.PositiveInfinity;
            int settled = 0;
            long since = Stopwatch.GetTimestamp();
            bool IsOver() => Stopwatch.GetElapsedTime(since) >= patience;
            do
            {
                var seconds = new List<double>();
                while (seconds.Count < window && (seconds.Count == 0 || !IsOver()))
                {
                    bool went = await training.Do(session =>
                    {
                        if (session.IsTraining) return false;
                        trainer ??= engines.Get(engine).Train(model, preset.Training, corpus, seed: 1, engines.Threads);
                        trainer.Step();
                        for (long begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Stretch;)
                        {
                            long start = Stopwatch.GetTimestamp();
                            trainer.Step();
                            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                        }
                        return true;
                    });
                    if (!went) return null;
                }
                double middle = seconds.Order().ElementAt(seconds.Count / 2);
                if (middle >= last * Settled) settled++;
                last = Math.Min(last, middle);
            }
            while (settled < settles && !IsOver());
            return new(StepWork.Of(model, preset.Training), last, 0);
        }
        finally
        {
            await training.Do(_ =>
            {
                trainer?.Dispose();
                return true;
            });
        }
    }
}

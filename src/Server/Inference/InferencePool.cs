// Models made from snapshots, kept for the next request of the same weights, each used by one request at a time.
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

/// <summary>Thread-safe. Bounds how many requests compute at once, so that training keeps its share of the machine.</summary>
public sealed class InferencePool(EngineShelf engines) : IDisposable
{
    private const int KeptModels = 4;
    private readonly RecentlyUsed<(string Run, int Step), Slot> _models = new(KeptModels);
    private readonly Lock _gate = new();

    /// <summary>Held while computing.</summary>
    public SemaphoreSlim Computing { get; } = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>Computes with the model of these weights on a thread of the pool.</summary>
    public async Task<T> Use<T>(Run run, WeightSnapshot weights, Func<IInferenceModel, T> work, CancellationToken cancellation)
    {
        var slot = Take(run, weights);
        try
        {
            await slot.Turn.WaitAsync(cancellation);
            try
            {
                await Computing.WaitAsync(cancellation);
                try
                {
                    return await Compute(() => work(slot.Model), cancellation);
                }
                finally
                {
                    Computing.Release();
                }
            }
            finally
            {
                slot.Turn.Release();
            }
        }
        finally
        {
            Give(slot);
        }
    }

    /// <summary>Does something on a thread of the pool; what the engine cannot do is refused in its words.</summary>
    public static Task<T> Compute<T>(Func<T> work, CancellationToken cancellation) => Task.Run(() =>
    {
        try
        {
            return work();
        }
        catch (Exception e) when (EngineFault.Of(e) is { } fault)
        {
            throw new LabException(Refusal.Unavailable, fault);
        }
    }, cancellation);

    /// <summary>A model of these weights, the caller's alone.</summary>
    public IInferenceModel Load(Run run, WeightSnapshot weights) => engines.ForQuestions(run.Record.Engine).Load(weights);

    /// <summary>What a run's questions are answered with.</summary>
    public IEngine EngineOf(Run run) => engines.ForQuestions(run.Record.Engine);

    /// <summary>What lessons are computed with that belong to no run.</summary>
    public IEngine Engine => engines.ForQuestions(engines.Choice.Default);

    public void Dispose() => Computing.Dispose();

    private Slot Take(Run run, WeightSnapshot weights)
    {
        var key = (run.Id, weights.Step);
        lock (_gate)
        {
            // A run trained again from an earlier checkpoint can reach the same step with other weights.
            if (!_models.TryGet(key, out var slot) || !ReferenceEquals(slot.Weights, weights))
            {
                slot = new Slot(weights, () => Load(run, weights));
                foreach (var gone in _models.Add(key, slot)) Release(gone);
                slot.Users++; // the shelf
            }
            slot.Users++;
            return slot;
        }
    }

    private void Give(Slot slot)
    {
        lock (_gate) Release(slot);
    }

    private static void Release(Slot slot)
    {
        if (--slot.Users == 0) slot.Free();
    }

    private sealed class Slot(WeightSnapshot weights, Func<IInferenceModel> load)
    {
        private readonly Lazy<IInferenceModel> _model = new(load);

        public WeightSnapshot Weights => weights;
        public IInferenceModel Model => _model.Value;
        public SemaphoreSlim Turn { get; } = new(1);

        /// <summary>Requests that hold it, and the shelf.</summary>
        public int Users { get; set; }

        public void Free()
        {
            if (_model.IsValueCreated) _model.Value.Dispose();
            Turn.Dispose();
        }
    }
}

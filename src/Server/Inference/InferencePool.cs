// Models made from snapshots, kept for the next request of the same weights, each used by one request at a time.
using AttentionLab.Model;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

/// <summary>Thread-safe. Bounds how many requests compute at once, so that training keeps its share of the machine.</summary>
public sealed class InferencePool : IDisposable
{
    private const int KeptModels = 4;
    private readonly RecentlyUsed<(string Run, int Step), Slot> _models = new(KeptModels);
    private readonly Lock _gate = new();

    /// <summary>Held while computing.</summary>
    public SemaphoreSlim Computing { get; } = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>Computes with the model of these weights on a thread of the pool.</summary>
    public async Task<T> Use<T>(Run run, WeightSnapshot weights, Func<InferenceModel, T> work, CancellationToken cancellation)
    {
        var slot = Take((run.Id, weights.Step), weights);
        try
        {
            await slot.Turn.WaitAsync(cancellation);
            try
            {
                await Computing.WaitAsync(cancellation);
                try
                {
                    return await Task.Run(() => work(slot.Model), cancellation);
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

    public void Dispose() => Computing.Dispose();

    private Slot Take((string Run, int Step) key, WeightSnapshot weights)
    {
        lock (_gate)
        {
            // A run trained again from an earlier checkpoint can reach the same step with other weights.
            if (!_models.TryGet(key, out var slot) || !ReferenceEquals(slot.Weights, weights))
            {
                slot = new Slot(weights);
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

    private sealed class Slot(WeightSnapshot weights)
    {
        private readonly Lazy<InferenceModel> _model = new(() => new InferenceModel(weights));

        public WeightSnapshot Weights => weights;
        public InferenceModel Model => _model.Value;
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

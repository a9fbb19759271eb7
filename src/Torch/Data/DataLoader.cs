// Batches of a dataset's samples, in order or shuffled anew each time through.
using System.Collections;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Samples T, put together into batches S. Samples are loaded on the thread that asks.</summary>
    public class DataLoader<T, S> : IEnumerable<S>, IDisposable
    {
        public DataLoader(
            torch.utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, torch.Device, S> collate_fn, IEnumerable<long> shuffler,
            torch.Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            if (batchSize < 1) throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "DataLoader: batchSize must be at least 1.");
            (this.dataset, batch_size, this.collate_fn, sampler) = (dataset, batchSize, collate_fn, shuffler);
            (Device, num_workers, this.drop_last) = (device ?? torch.CPU, num_worker, drop_last);
            (DisposeBatch, DisposeDataset) = (disposeBatch, disposeDataset);
        }

        /// <param name="dataset">Where the samples come from.</param>
        /// <param name="batchSize">Samples in a batch; the last may have fewer.</param>
        /// <param name="collate_fn">Makes a batch of samples, on a device.</param>
        /// <param name="shuffle">Whether the order is random.</param>
        /// <param name="device">Where batches go; null: the processor.</param>
        /// <param name="seed">Of the order, which is then the same each time; null: from the default generator.</param>
        /// <param name="num_worker">Kept for TorchSharp's sake.</param>
        /// <param name="drop_last">Whether a last batch with fewer samples is left out.</param>
        /// <param name="disposeBatch">Whether a batch is disposed when the next is asked for.</param>
        /// <param name="disposeDataset">Whether disposing this disposes the dataset.</param>
        public DataLoader(
            torch.utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, torch.Device, S> collate_fn, bool shuffle = false,
            torch.Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : this(dataset, batchSize, collate_fn, Order(dataset, shuffle, seed), device, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        public torch.utils.data.Dataset<T> dataset { get; }

        public int batch_size { get; }

        public Func<IEnumerable<T>, torch.Device, S> collate_fn { get; }

        /// <summary>The samples' numbers in the order of the batches.</summary>
        public IEnumerable<long> sampler { get; }

        public torch.Device Device { get; }

        public int num_workers { get; }

        public bool drop_last { get; }

        public bool DisposeBatch { get; }

        public bool DisposeDataset { get; }

        /// <summary>The number of batches.</summary>
        public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

        public IEnumerator<S> GetEnumerator()
        {
            foreach (long[] numbers in sampler.Chunk(batch_size))
            {
                if (drop_last && numbers.Length < batch_size) yield break;
                S batch = Load(numbers);
                try
                {
                    yield return batch;
                }
                finally
                {
                    if (DisposeBatch)
                        foreach (var tensor in TensorsOf(batch)) tensor.Dispose();
                }
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing && DisposeDataset) dataset.Dispose();
        }

        private S Load(long[] numbers)
        {
            using var scope = torch.NewDisposeScope();
            S batch = collate_fn([.. numbers.Select(dataset.GetTensor)], Device);
            foreach (var tensor in TensorsOf(batch)) tensor.MoveToOuterDisposeScope();
            return batch;
        }

        private static IEnumerable<long> Order(torch.utils.data.Dataset<T> dataset, bool shuffle, int? seed)
        {
            if (!shuffle)
            {
                for (long i = 0; i < dataset.Count; i++) yield return i;
                yield break;
            }
            using var generator = seed is { } from ? new torch.Generator((ulong)(uint)from) : null;
            using var order = torch.randperm(dataset.Count, generator: generator);
            foreach (long number in order.data<long>().ToArray()) yield return number;
        }

        private static IEnumerable<torch.Tensor> TensorsOf(object? batch) => batch switch
        {
            torch.Tensor tensor => [tensor],
            IReadOnlyDictionary<string, torch.Tensor> named => named.Values,
            IEnumerable items => items.Cast<object?>().SelectMany(TensorsOf),
            ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => TensorsOf(tuple[i])),
            _ => [],
        };
    }

    /// <summary>Batches of named tensors: the samples' tensors of a name, stacked.</summary>
    public class DataLoader : DataLoader<Dictionary<string, torch.Tensor>, Dictionary<string, torch.Tensor>>
    {
        public DataLoader(
            torch.utils.data.Dataset dataset, int batchSize, IEnumerable<long> shuffler, torch.Device device = null!, int num_worker = 1,
            bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Stack, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        public DataLoader(
            torch.utils.data.Dataset dataset, int batchSize, bool shuffle = false, torch.Device device = null!, int? seed = null, int num_worker = 1,
            bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Stack, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        private static Dictionary<string, torch.Tensor> Stack(IEnumerable<Dictionary<string, torch.Tensor>> samples, torch.Device device)
        {
            var all = samples.ToList();
            return all[0].Keys.ToDictionary(name => name, name => torch.stack(all.Select(sample => sample[name])).to(device));
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                public static DataLoader DataLoader(
                    Dataset dataset, int batchSize, IEnumerable<long> shuffler, Device device = null!, int num_worker = 1,
                    bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true) =>
                    new(dataset, batchSize, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset);

                public static DataLoader DataLoader(
                    Dataset dataset, int batchSize, bool shuffle = false, Device device = null!, int? seed = null, int num_worker = 1,
                    bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true) =>
                    new(dataset, batchSize, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset);
            }
        }
    }
}

// Data loaders: batches in order or shuffled, the last one, and what becomes of a batch's memory; a classifier learns from one.
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Modules;

[Collection(nameof(Autograd.WholeProcess))]
public sealed class DataLoaderTests
{
    [Fact]
    public void Batches_InOrder_HaveAllSamplesAndAShorterLastOne()
    {
        using var loader = torch.utils.data.DataLoader(new Digits(7), 3);
        var labels = loader.Select(batch => batch["label"].data<long>().ToArray()).ToList();
        Assert.Equal(3, loader.Count);
        Assert.Equal([[0, 1, 2], [0, 1, 2], [0]], labels);
    }

    [Fact]
    public void Batches_LastDropped_AreAllFull()
    {
        using var loader = torch.utils.data.DataLoader(new Digits(7), 3, drop_last: true);
        Assert.Equal(2, loader.Count);
        Assert.Equal([3L, 3L], loader.Select(batch => batch["data"].shape[0]));
    }

    [Fact]
    public void Batches_ShuffledWithASeed_AreThatPermutationEachTime()
    {
        using var loader = torch.utils.data.DataLoader(new Digits(50), 10, shuffle: true, seed: 3);
        long[] Numbers() => [.. loader.SelectMany(batch => batch["number"].data<long>().ToArray())];
        long[] first = Numbers();
        Assert.Equal(first, Numbers());
        Assert.NotEqual(Enumerable.Range(0, 50).Select(i => (long)i), first);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), first.Order());
    }

    [Fact]
    public void Batch_WhenTheNextIsAskedFor_IsDisposed()
    {
        using var loader = torch.utils.data.DataLoader(new Digits(4), 2);
        var batches = loader.Select(batch => batch["data"]).ToList();
        Assert.All(batches, batch => Assert.True(batch.IsInvalid));
        using var kept = new DataLoader(new Digits(4), 2, disposeBatch: false);
        Assert.All(kept.ToList(), batch => Assert.False(batch["data"].IsInvalid));
    }

    [Fact]
    public void Classifier_TrainedFromALoader_LearnsTheDigits()
    {
        manual_seed(5);
        using var model = Sequential(Linear(6, 16), BatchNorm1d(16), ReLU(), Dropout(0.1), Linear(16, 3));
        using var optimizer = optim.Adam(model.parameters(), 0.02);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, 10, 0.5);
        using var loader = torch.utils.data.DataLoader(new Digits(60), 12, shuffle: true, seed: 1);
        model.train();
        for (int epoch = 0; epoch < 20; epoch++)
        {
            foreach (var batch in loader)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                functional.cross_entropy(model.call(batch["data"]), batch["label"]).backward();
                optimizer.step();
            }
            scheduler.step();
        }
        model.eval();
        using var test = NewDisposeScope();
        using var none = no_grad();
        foreach (var batch in loader) Assert.Equal(batch["label"], model.call(batch["data"]).argmax(1));
    }

    /// <summary>Three patterns of six pixels with a little noise.</summary>
    private sealed class Digits(long count) : torch.utils.data.Dataset
    {
        public override long Count => count;

        public override Dictionary<string, Tensor> GetTensor(long index)
        {
            using var noise = new Generator((ulong)index);
            var pixels = zeros(6);
            pixels[TensorIndex.Slice(index % 3 * 2, index % 3 * 2 + 2)] = tensor(1f);
            return new() { ["data"] = pixels + 0.1 * randn(6, generator: noise), ["label"] = tensor(index % 3), ["number"] = tensor(index) };
        }
    }
}

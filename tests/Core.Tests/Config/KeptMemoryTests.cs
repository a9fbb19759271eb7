// What training keeps in memory, against numbers worked by hand.
namespace AttentionLab.Core.Tests;

public class KeptMemoryTests
{
    // 12 numbers of the embedding, 48 of queries, keys and values, 12 and 3 of the head: 75, of which 48 are a matrix inside a block.
    private static readonly GptConfig Small = new() { Vocabulary = 3, Layers = 1, Heads = 1, Channels = 4, Context = 2, FeedForward = false, Residual = false, LayerNorm = false, Positions = false };

    [Theory]
    [InlineData(OptimizerKind.AdamW, 2 * 75), InlineData(OptimizerKind.Sgd, 0), InlineData(OptimizerKind.Muon, 48 + 2 * 27)]
    public void Of_EachOptimizer_IsWhatItKeeps(OptimizerKind optimizer, long kept)
    {
        var memory = KeptMemory.Of(Small, optimizer);
        Assert.Equal(new TrainingMemory(4 * 75, 4 * 75, 4 * kept), memory);
        Assert.Equal(4 * (150 + kept), memory.Total);
    }
}

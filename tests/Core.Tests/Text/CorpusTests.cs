// A corpus splits nine to one by position and refuses what it is too short for.
namespace AttentionLab.Core.Tests;

public class CorpusTests
{
    private static Corpus Letters(int length) =>
        Corpus.FromText("t", "Letters", "text", string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i * 7 % 26))));

    [Fact]
    public void FromText_Any_SplitsNineToOneByPosition()
    {
        Corpus corpus = Letters(105);
        Assert.Equal(94, corpus.Train.Length);
        Assert.Equal(corpus.Tokenizer.Encode(corpus.Text), corpus.Train.Concat(corpus.Validation));
    }

    [Fact]
    public void Sha256_OfAbc_IsTheStandardsExample() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Corpus.FromText("t", "t", "text", "abc").Sha256);

    [Fact]
    public void FromText_Empty_Throws() => Assert.Equal("text", Assert.Throws<ModelException>(() => Letters(0)).Key);

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    public void RequireContext_OneCharacterTooFew_ThrowsWithTheLeastLength(int context)
    {
        int least = 10 * context + 1;
        Letters(least).RequireContext(context);
        var error = Assert.Throws<ModelException>(() => Letters(least - 1).RequireContext(context));
        Assert.Equal("model.context", error.Key);
        Assert.Contains("Letters", error.Message);
        Assert.Contains($"at least {least}", error.Message);
    }

    [Fact]
    public void RequireContext_CorpusShorterThanContext_Throws() =>
        Assert.Equal("model.context", Assert.Throws<ModelException>(() => Letters(300).RequireContext(64)).Key);

    [Theory]
    [InlineData(8, 8)]
    [InlineData(64, 64)]
    [InlineData(256, 64)]
    public void DefaultProbe_OfThePlay_StartsWithASpeaker(int context, int length)
    {
        string probe = PlayCorpus.Load().DefaultProbe(context);
        Assert.Equal(length, probe.Length);
        Assert.Matches("^[A-Z ]+(:\n|$)", probe[..8]);
    }

    [Fact]
    public void DefaultProbe_ShortText_FitsTheValidationPart() => Assert.Equal(4, Letters(40).DefaultProbe(64).Length);
}

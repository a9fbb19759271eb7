// GPT-2's tokenizer cuts and merges as the published pattern and merges do; files that do not belong together are refused.
using System.Text.Json;

namespace AttentionLab.Core.Tests;

public class Gpt2TokenizerTests
{
    private static readonly string Vocabulary = Text("vocab.json"), Merges = Text("merges.txt");

    public static TheoryData<string, int[]> Encoded
    {
        get
        {
            var cases = new TheoryData<string, int[]>();
            foreach (JsonElement golden in JsonDocument.Parse(Text("tokens.json")).RootElement.EnumerateArray())
                cases.Add(golden.GetProperty("text").GetString()!, [.. golden.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32())]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Encode_AnyText_GivesTheReferencesTokensAndComesBack(string text, int[] tokens)
    {
        var tokenizer = Gpt2Tokenizer.FromFiles(Vocabulary, Merges);
        Assert.Equal(tokens, tokenizer.Encode(text));
        Assert.Equal(text, tokenizer.Decode(tokens));
        Assert.Equal(tokens, ConfigJson.Read<TokenizerState>(ConfigJson.Write(tokenizer.State)).Open().Encode(text));
    }

    [Fact]
    public void TextOf_PartOfACharacter_ShowsItsBytes()
    {
        var tokenizer = Gpt2Tokenizer.FromFiles(Vocabulary, Merges);
        Assert.Equal("‹E2›", tokenizer.TextOf(tokenizer.Encode("—")[0]));
        Assert.Equal(" be", tokenizer.TextOf(tokenizer.Encode("to be")[^1]));
        Assert.Equal("<|endoftext|>", tokenizer.TextOf(tokenizer.Vocabulary - 1));
        Assert.Throws<UnknownSymbolsException>(() => tokenizer.Encode("a\ud800"));
    }

    [Theory]
    [InlineData("""{"a":0,"b":0}""", "stands twice")]
    [InlineData("""{"a":1}""", "not one of 0 to 0")]
    [InlineData("""{"a":"x"}""", "vocab.json cannot be read")]
    [InlineData("""["a"]""", "vocab.json cannot be read")]
    [InlineData("""{"a":0}""", "no token for the byte")]
    public void FromFiles_BrokenVocabulary_SaysWhat(string vocabulary, string said) =>
        Assert.Contains(said, Assert.Throws<ModelException>(() => Gpt2Tokenizer.FromFiles(vocabulary, "")).Message);

    [Theory]
    [InlineData("#version: 0.2\nt h\nQ zz\n", "line 3")]
    [InlineData("t h x\n", "line 1")]
    [InlineData("Q Z\n", "merge 1 makes a token that the vocabulary lacks")]
    public void FromFiles_BrokenMerges_SayWhichLine(string merges, string said) =>
        Assert.Contains(said, Assert.Throws<ModelException>(() => Gpt2Tokenizer.FromFiles(Vocabulary, merges)).Message);

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", file));
}

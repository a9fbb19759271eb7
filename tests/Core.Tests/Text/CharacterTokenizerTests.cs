// Text to ids and back without loss, whatever the characters.
namespace AttentionLab.Core.Tests;

public class CharacterTokenizerTests
{
    [Theory]
    [InlineData("To be, or not to be.\n")]
    [InlineData("naïve Ærø, ¿qué? 日本語")]
    [InlineData("a 😀 and a 👩🏽‍🚀 and a 𝔤")]
    [InlineData("tabs\tand\r\nlines\0")]
    public void Decode_OfEncoded_IsTheText(string text)
    {
        var tokenizer = CharacterTokenizer.FromText(text);
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void Encode_Emoji_IsOneToken()
    {
        var tokenizer = CharacterTokenizer.FromText("a😀b");
        Assert.Equal(["a", "b", "😀"], tokenizer.Symbols);
        Assert.Equal([0, 2, 1], tokenizer.Encode("a😀b"));
    }

    [Fact]
    public void FromSymbols_OfAnother_IsTheSame()
    {
        var tokenizer = CharacterTokenizer.FromText("hello, world 😀");
        var again = CharacterTokenizer.FromSymbols(tokenizer.Symbols);
        Assert.Equal(tokenizer.Encode("how old 😀"[1..]), again.Encode("how old 😀"[1..]));
    }

    [Theory]
    [InlineData("ab", "")]
    [InlineData("a", "a")]
    public void FromSymbols_NotSingleOrTwice_Throws(string first, string second) =>
        Assert.Equal("vocabulary", Assert.Throws<ModelException>(() => CharacterTokenizer.FromSymbols([first, second])).Key);

    [Fact]
    public void Encode_UnknownSymbols_ThrowsWithEachOnce()
    {
        var tokenizer = CharacterTokenizer.FromText("abc");
        var error = Assert.Throws<UnknownSymbolsException>(() => tokenizer.Encode("a€b€😀\tc"));
        Assert.Equal(["€", "😀", "\t"], error.Symbols);
        Assert.Equal("prompt", error.Key);
        Assert.Contains("'€' (U+20AC), '😀' (U+1F600), U+0009", error.Message);
    }

    [Fact]
    public void Encode_HundredUnknownSymbols_NamesTenAndCountsTheRest()
    {
        string text = string.Concat(Enumerable.Range(0x4E00, 100).Select(char.ConvertFromUtf32));
        var error = Assert.Throws<UnknownSymbolsException>(() => CharacterTokenizer.FromText("x").Encode(text));
        Assert.Equal(100, error.Symbols.Count);
        Assert.Contains("and 90 more", error.Message);
    }

    [Fact]
    public void TextOf_IdOutside_Throws() => Assert.Contains("0 to 2", Assert.Throws<ModelException>(() => CharacterTokenizer.FromText("abc").TextOf(3)).Message);
}

// The embedded play is always the same, long enough, and written in Tiny Shakespeare's 65 characters.
using System.Text.RegularExpressions;

namespace AttentionLab.Core.Tests;

public class PlayCorpusTests
{
    private const string Symbols = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void Load_Always_IsTheSameText()
    {
        Corpus play = PlayCorpus.Load();
        Assert.Equal("f9cd9731b6a3125fc5d407df0b4a2d2694ad88b3775d334aaa40eecee3ab0a7a", play.Sha256);
        Assert.Equal(1000512, play.Text.Length);
        Assert.Equal(Symbols, string.Concat(play.Tokenizer.State.Symbols!));
    }

    [Fact]
    public void Write_SameSeed_IsEqual_OtherSeed_IsNot()
    {
        string play = PlayCorpus.Write(5, 20_000);
        Assert.Equal(play, PlayCorpus.Write(5, 20_000));
        Assert.NotEqual(play, PlayCorpus.Write(6, 20_000));
        Assert.InRange(play.Length, 20_000, 30_000);
    }

    [Fact]
    public void Load_EverySpeech_HasASpeakerAndEndsInAStop() =>
        Assert.All(PlayCorpus.Load().Text.TrimEnd('\n').Split("\n\n"), speech => Assert.Matches(@"^[A-Z ]+:\n[A-Z'][^:]*[\s\S]*[.?!]$", speech));

    [Fact]
    public void Load_Quotations_Close()
    {
        foreach (string speech in PlayCorpus.Load().Text.Split("\n\n")) Assert.Equal(0, speech.Count(letter => letter == '\'') % 2);
    }

    [Fact]
    public void Load_Words_AreMany()
    {
        int words = Regex.Matches(PlayCorpus.Load().Text, "[a-z]{3,}").Select(match => match.Value).Distinct().Count();
        Assert.InRange(words, 800, 20_000);
    }

    [Fact]
    public void Load_InventedNames_ReturnWithinTheirScene()
    {
        // A speaker that no other scene has is also spoken of: to spell the name, one must look back.
        string text = PlayCorpus.Load().Text;
        string[] speakers = [.. Regex.Matches(text, @"^([A-Z]+):$", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        string[] rare = [.. speakers.GroupBy(name => name).Where(group => group.Count() is > 1 and < 12).Select(group => group.Key)];
        Assert.InRange(rare.Length, 300, 5000);
        int spoken = rare.Count(name => text.Contains(name[0] + name[1..].ToLowerInvariant()));
        Assert.InRange(spoken, rare.Length * 95 / 100, rare.Length);
    }
}

// Byte pairs against a slow independent implementation (make_byte_pairs.py), and there and back on any text.
using System.Text;
using System.Text.Json;

namespace AttentionLab.Core.Tests;

public class BytePairTokenizerTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "byte_pairs.json"))).RootElement;

    private static string ReferenceText => Reference.GetProperty("text").GetString()!;

    private static BytePair[] ReferenceMerges => [.. Reference.GetProperty("merges").Deserialize<int[][]>()!.Select(pair => new BytePair(pair[0], pair[1]))];

    [Fact]
    public void TextPieces_OfTheReferenceText_AreThoseOfTheReference()
    {
        string text = ReferenceText;
        var pieces = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = TextPieces.EndOf(text, start);
            pieces.Add(text[start..end]);
        }
        Assert.Equal(Reference.GetProperty("pieces").Deserialize<string[]>()!, pieces);
    }

    [Fact]
    public void Learn_TheReferenceText_GivesTheMergesOfTheReferenceInOrder()
    {
        var merges = ReferenceMerges;
        Assert.Equal(merges, BytePairTokenizer.Learn(ReferenceText, 256 + merges.Length).Merges);
    }

    [Fact]
    public void Encode_TextsOfTheReference_GivesItsTokens()
    {
        foreach (JsonElement encoding in Reference.GetProperty("encodings").EnumerateArray())
        {
            var tokenizer = BytePairTokenizer.FromMerges(ReferenceMerges.Take(encoding.GetProperty("merges").GetInt32()));
            string text = encoding.GetProperty("text").GetString()!;
            Assert.Equal(encoding.GetProperty("tokens").Deserialize<int[]>()!, tokenizer.Encode(text));
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    [Fact]
    public void EncodeDecode_RandomUnicode_GivesTheTextBack()
    {
        var tokenizers = new ITokenizer[]
        {
            BytePairTokenizer.FromMerges([]),
            BytePairTokenizer.FromMerges(ReferenceMerges),
            BytePairTokenizer.Learn(RandomText(0, 20_000), 600),
        };
        for (ulong example = 1; example <= 400; example++)
        {
            string text = RandomText(example, 1 + (int)(example % 60));
            foreach (var tokenizer in tokenizers)
            {
                int[] tokens = tokenizer.Encode(text);
                Assert.Equal(text, tokenizer.Decode(tokens));
                Assert.All(tokens, token => Assert.InRange(token, 0, tokenizer.Vocabulary - 1));
            }
        }
    }

    [Fact]
    public void First_OfMore_IsWhatFewerWouldHaveLearned()
    {
        var large = BytePairTokenizer.Learn(PlayCorpus.Write(1, 20_000), 500);
        Assert.Equal(BytePairTokenizer.Learn(PlayCorpus.Write(1, 20_000), 300).Merges, large.First(300).Merges);
    }

    [Fact]
    public void Learn_EquallyFrequentPairs_TakesTheSmallerIdsFirst()
    {
        // Each of ab, cd, ef occurs twice, in pieces of its own.
        var tokenizer = BytePairTokenizer.Learn("ef.cd.ab.ef.cd.ab", 259);
        Assert.Equal([new('a', 'b'), new('c', 'd'), new('e', 'f')], tokenizer.Merges);
    }

    [Fact]
    public void Learn_WordsWithBlanks_MergesNothingAcrossThem()
    {
        var tokenizer = BytePairTokenizer.Learn(string.Concat(Enumerable.Repeat("ab cd\nab cd\n", 9)), 259);
        Assert.All(Enumerable.Range(256, 3).Select(tokenizer.TextOf), text => Assert.Matches("^ ?[abcd]+$", text));
    }

    [Theory]
    [InlineData(255, "vocabulary of 255", "from 256")]
    [InlineData(70_000, "vocabulary of 70,000", "to 65,536")]
    [InlineData(300, "vocabulary of 300", "Take at most 258")]
    public void Learn_ImpossibleVocabulary_SaysWhatIsAllowed(int vocabulary, string asked, string allowed)
    {
        var error = Assert.Throws<ModelException>(() => BytePairTokenizer.Learn("abc abc", vocabulary));
        Assert.Equal("tokens.vocabulary", error.Key);
        Assert.Contains(asked, error.Message);
        Assert.Contains(allowed, error.Message);
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Encode_HalfACharacter_IsRefused(int half)
    {
        var error = Assert.Throws<UnknownSymbolsException>(() => BytePairTokenizer.FromMerges([]).Encode("a" + (char)half + "b"));
        Assert.Contains("half of a surrogate pair", error.Message);
    }

    [Fact]
    public void TextOf_BytesOfACharacter_ShowsThem()
    {
        var tokenizer = BytePairTokenizer.FromMerges([new(0xE2, 0x82), new(256, 0xAC)]);
        Assert.Equal(["‹E2›", "‹E2 82›", "€", "a", "\n"], new[] { 0xE2, 256, 257, 'a', '\n' }.Select(tokenizer.TextOf));
        Assert.Equal("€", tokenizer.Decode([256, 0xAC]));
    }

    [Fact]
    public void TextOf_IdOutside_Throws() => Assert.Contains("0 to 256", Assert.Throws<ModelException>(() => BytePairTokenizer.FromMerges([new(1, 2)]).TextOf(257)).Message);

    [Fact]
    public void State_WrittenAndRead_MakesTheSameTokenizer()
    {
        var state = BytePairTokenizer.FromMerges(ReferenceMerges).State;
        string json = JsonSerializer.Serialize(state, JsonSerializerOptions.Web);
        Assert.Contains("\"merges\":\"", json);
        var again = JsonSerializer.Deserialize<TokenizerState>(json, JsonSerializerOptions.Web)!.Open();
        Assert.Equal(ReferenceMerges, Assert.IsType<BytePairTokenizer>(again).Merges);
    }

    [Theory]
    [InlineData(256, 1)]
    [InlineData(1, -1)]
    public void FromMerges_TokenThatIsNotThereYet_Throws(int left, int right) =>
        Assert.Equal("tokenizer.merges", Assert.Throws<ModelException>(() => BytePairTokenizer.FromMerges([new(left, right)])).Key);

    [Fact]
    public void Open_UnknownKind_NamesTheKnownOnes() =>
        Assert.Contains("bytePairs", Assert.Throws<ModelException>(() => new TokenizerState { Kind = "words" }.Open()).Message);

    [Fact]
    public void With_BytePairs_SplitsTheSameText()
    {
        var play = Corpus.FromText("t", "t", "text", PlayCorpus.Write(3, 5000));
        var pairs = play.With(BytePairTokenizer.Learn(play.Parts.Train.Span, 300));
        Assert.Equal(play.Tokenizer.Decode(play.Validation), pairs.Tokenizer.Decode(pairs.Validation));
        Assert.True(pairs.Train.Length < play.Train.Length);
        Assert.Equal(play.Sha256, pairs.Sha256);
    }

    [Theory]
    [InlineData("\"104 101, 256 116\"")]
    [InlineData("[[104,101],[256,116]]")]
    public void State_ReadInEitherForm_HasThePairsAndIsWrittenInOneLine(string merges)
    {
        var state = JsonSerializer.Deserialize<TokenizerState>($"{{\"Kind\":\"bytePairs\",\"Merges\":{merges}}}")!;
        Assert.Equal([new(104, 101), new(256, 116)], state.Merges);
        Assert.Contains("\"104 101, 256 116\"", JsonSerializer.Serialize(state));
    }

    [Theory]
    [InlineData("\"104\"")]
    [InlineData("\"104 -1\"")]
    [InlineData("\"104 101,256 116\"")]
    [InlineData("[[104]]")]
    [InlineData("7")]
    public void State_MalformedPairs_IsRefused(string merges) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TokenizerState>($"{{\"Kind\":\"bytePairs\",\"Merges\":{merges}}}"));

    [Fact]
    public void DefaultProbe_OfBytePairs_FitsTheContext()
    {
        string text = string.Concat(Enumerable.Repeat("日本語の文章。€ 12\n\n", 60));
        var corpus = Corpus.FromText("t", "t", "text", text);
        for (int context = 1; context <= 12; context++)
        {
            var pairs = corpus.With(BytePairTokenizer.Learn(text, 265));
            string probe = pairs.DefaultProbe(context);
            Assert.InRange(probe.Length, 1, 12);
            if (context >= 3) Assert.InRange(pairs.Tokenizer.Encode(probe).Length, 1, context);
            Assert.DoesNotContain('\uFFFD', probe);
        }
    }

    /// <summary>Characters from everywhere: ASCII, marks, other scripts, emoji, signs that cannot be seen.</summary>
    private static string RandomText(ulong seed, int characters)
    {
        var draw = new DrawSequence(seed, 99);
        var text = new StringBuilder();
        for (int i = 0; i < characters; i++)
        {
            int code = draw.Below(6) switch
            {
                0 => draw.Below(0x80),
                1 => 'a' + draw.Below(4),
                2 => 0x300 + draw.Below(0x70),
                3 => 0x1F300 + draw.Below(0x300),
                4 => " \n\t\u00A0\u200D\uFE0F\uFEFF\u2028"[draw.Below(8)],
                _ => draw.Below(0x110000),
            };
            text.Append(Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar);
        }
        return text.ToString();
    }
}

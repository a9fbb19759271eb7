// The logic behind the Generate page: which character a weight belongs to, what a setting may be, how the address reads.
namespace AttentionLab.Client.Tests;

public class GenerateScriptTests
{
    [Theory]
    [InlineData(0, 5, 5)]   // five prompt tokens, all in view
    [InlineData(36, 64, 100)] // a prompt of 100 tokens, of which the model saw the last 64
    public void PromptTokens_FirstToken_CountsWhatWasSeenAndWhatWasNot(int start, int seen, int tokens) =>
        Assert.Equal(tokens, ScriptModule.Evaluate<int>("generation", $"m.promptTokens({{ index: 0, contextStart: {start}, attention: [[Array({seen}).fill(0)]] }})"));

    [Fact]
    public void PromptTokens_ModelWithoutAttention_AreUnknown() =>
        Assert.Equal("null", ScriptModule.Evaluate("generation", "m.promptTokens({ index: 0, contextStart: 0, attention: null })").GetRawText());

    [Fact]
    public void PromptPieces_EmojiInThePrompt_IsOnePiece() =>
        Assert.Equal(["a", "😀", "b"], ScriptModule.Evaluate<string[]>("generation", "m.promptPieces('a😀b', null)"));

    [Fact]
    public void PromptPieces_FewerTokensThanCharacters_KeepsTheLast() =>
        Assert.Equal(["b", "c"], ScriptModule.Evaluate<string[]>("generation", "m.promptPieces('abc', 2)"));

    [Theory]
    [InlineData("temperature", "-1", "Temperature must be from 0 to 10; it is -1.")]
    [InlineData("temperature", "", "Temperature must be a number from 0 to 10.")]
    [InlineData("tokens", "1.5", "Tokens must be a whole number; it is 1.5.")]
    [InlineData("tokens", "2001", "Tokens must be from 1 to 2000; it is 2001.")]
    [InlineData("topK", "66", "Top-k must be from 0 to 65; it is 66.")]
    [InlineData("topP", "0.9", null)]
    public void Complaint_AboutASetting_NamesItAndWhatIsAllowed(string name, string text, string? complaint) =>
        Assert.Equal(complaint, ScriptModule.Evaluate<string?>("generate-settings",
            $"m.complaint(m.numberFields({{ prompt: 4096, tokens: 2000, vocabulary: 65 }}).find(f => f.name === '{name}'), '{text}')"));

    [Fact]
    public void Address_OfSettings_LeavesOutTheStandardOnes() =>
        Assert.Equal("?run=r1&prompt=KING%3A&temperature=0.5&head=2", ScriptModule.Evaluate<string>("generate-settings",
            "m.settingsQuery('r1', 'KING:', { tokens: '300', temperature: '0.5', topK: '0', topP: '1', seed: '1337' }, m.numberFields({ prompt: 1, tokens: 2000, vocabulary: 65 }), { layer: 0, head: 2 })"));
}

// What a proof says of rows that lack a mask, a scale, or queries and keys.
namespace AttentionLab.Client.Tests.Proof;

public sealed class ProofWordsScriptTests
{
    [Theory]
    [InlineData(true, true, false, "One later token is masked: its q·k is real, but the softmax is given −∞.")]
    [InlineData(false, true, false, "This model has no mask: later tokens count like earlier ones.")]
    [InlineData(true, false, false, "This model does not scale: q·k goes into the softmax as it is.")]
    [InlineData(true, true, true, "This model has no queries and no keys: b gives each of the 4 tokens it sees the same weight, 1/4 = 0.25.")]
    public void Note_OfARow_NamesWhatItsModelLacks(bool masked, bool scaled, bool average, string sentence) =>
        Assert.Contains(sentence, ScriptModule.Evaluate<string>("proof/proof-row+proof/proof-words", $"m.noteOf({RecomputeScriptTests.Row(new MadeHead(masked, scaled, average))}, false)"));
}

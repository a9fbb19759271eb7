// Which heads a list shows at the moment that the time-lapse stands at.
namespace AttentionLab.Client.Tests;

public class HeadHistoryScriptTests
{
    private const string History = """
        { rule: '', least: 0.4, lasting: 3, steps: [0, 10, 20], takenOn: [], heads: [
          { layer: 0, head: 0, roles: ['none', 'previousToken', 'previousToken'], repeated: { previousToken: [0.1, 0.5, 0.6] }, probe: { previousToken: [0.1, 0.2, 0.3] } },
          { layer: 0, head: 1, roles: ['none', 'previousToken', 'induction'], repeated: { previousToken: [0.1, 0.9, 0.1], induction: [0, 0, 0.7] }, probe: {} },
        ] }
        """;

    [Theory]
    [InlineData("null", 2), InlineData("0", 0), InlineData("9", 0), InlineData("10", 1), InlineData("500", 2)]
    public void IndexOf_AMoment_IsTheLastKeptStepUpToIt(string moment, int index) =>
        Assert.Equal(index, ScriptModule.Evaluate<int>("head-history", $"m.indexOf({History}, {moment})"));

    [Fact]
    public void HeadsOf_ARole_AreThoseThatHaveItThenStrongestFirst() =>
        Assert.Equal("""["L1 H2 0.9","L1 H1 0.5"]""", ScriptModule.Evaluate("head-history", $"m.headsOf({History}, 'previousToken', 1).map(h => `${{m.headName(h.head)}} ${{h.score}}`)").GetRawText());

    [Fact]
    public void ColumnOf_NoRepeatedSequence_TakesTheProbes() =>
        Assert.Equal("[1,2]", ScriptModule.Evaluate("head-history", "m.columnOf({ repeated: null, probe: { entropy: [1, 2] } }, 'repeated', 'entropy')").GetRawText());
}

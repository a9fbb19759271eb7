// Runs of a race stand in one row, where the first of them stands.
using AttentionLab.Client.Controls.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class ListRowTests
{
    private static readonly RaceInfo Race = FakeRaces.Race("c1", RunStatus.Finished, "a", "b");

    [Fact]
    public void Fold_RunsOfARaceApart_StandWhereTheFirstStands()
    {
        var rows = ListRow.Fold([Run("x"), Run("b", "c1"), Run("y"), Run("a", "c1")], [Race]);
        Assert.Equal([new("x", ListRow.Kind.Run), new("c1", ListRow.Kind.Race), new("y", ListRow.Kind.Run)], rows.Select(row => row.Row));
        Assert.Equal(["b", "a"], rows[1].Runs.Select(run => run.Id));
    }

    [Fact]
    public void Fold_OneOfARaceAloneOrARaceThatIsGone_StaysARun()
    {
        var rows = ListRow.Fold([Run("a", "c1"), Run("d", "gone"), Run("e", "gone")], [Race]);
        Assert.All(rows, row => Assert.Equal(ListRow.Kind.Run, row.Row.Is));
    }

    private static RunInfo Run(string id, string? race = null) => FakeLab.Run(id, RunStatus.Finished) with { Race = race };
}

// The list of a run's files: each with what it holds and its size, or why it cannot be had.
using AttentionLab.Client.Controls.Exchange;
using Bunit;

namespace AttentionLab.Client.Tests.Exchange;

public class ExportListTests : LabContext
{
    [Fact]
    public void Open_ListsFilesWithSizesAndWhatIsMissing()
    {
        var list = Render<ExportList>(parameters => parameters.Add(p => p.Run, FakeLab.Run("run-1", RunStatus.Finished)));
        var link = Assert.Single(list.FindAll(".choice a[download]"));
        Assert.Equal("api/runs/run-1/export/weights.zip", link.GetAttribute("href"));
        Assert.Contains("4.2 MB", list.Markup);
        Assert.Contains("No step of this run was recorded.", list.Markup);
    }
}

// One message for everything that was deleted since it opened, and one press that brings all of it back.
using AttentionLab.Client.Controls.Runs;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Runs;

public class DeletionUndoTests : LabContext
{
    private int _changes;

    private DeletionUndo Bin => Services.GetRequiredService<DeletionUndo>();

    [Fact]
    public async Task Undo_TwoDeletionsInARow_BringsBackBoth()
    {
        await Delete("r1");
        Assert.Equal("“Run r1” was deleted.", Message());
        await Delete("r2");
        Assert.Equal("2 runs were deleted.", Message());
        Assert.Empty(Lab.AllRuns);
        Undo();
        Above.WaitForAssertion(() => Assert.Equal(1, _changes));
        Assert.Equal(["r1", "r2"], Lab.AllRuns.Select(run => run.Id).Order());
    }

    [Fact]
    public async Task Undo_Done_LeavesNothingForTheNext()
    {
        await Delete("r1");
        Undo();
        Above.WaitForAssertion(() => Assert.Equal(1, _changes));
        await Delete("r2");
        Above.WaitForAssertion(() => Assert.Equal("“Run r2” was deleted.", Message()));
    }

    [Fact]
    public async Task Message_Closed_LeavesThemDeletedAndBeginsAnew()
    {
        await Delete("r1");
        Above.Find(".mud-snackbar .mud-snackbar-close-button").Click();
        await Delete("r2");
        Above.WaitForAssertion(() => Assert.Equal("“Run r2” was deleted.", Message()));
        Undo();
        Above.WaitForAssertion(() => Assert.Equal(["r2"], Lab.AllRuns.Select(run => run.Id)));
    }

    [Fact]
    public async Task Undo_OneWasBroughtBackByHand_BringsBackTheOther()
    {
        await Delete("r1");
        await Delete("r2");
        await Files.Restore("r1");
        Undo();
        Above.WaitForAssertion(() => Assert.Equal(1, _changes));
        Assert.Equal(["r1", "r2"], Lab.AllRuns.Select(run => run.Id).Order());
        Assert.DoesNotContain("could not be brought back", Above.Markup);
    }

    [Fact]
    public async Task Undo_Refused_SaysWhyForEach()
    {
        await Delete("r1");
        await Delete("r2");
        Files.Refuse = new LabException(Refusal.Conflict, "It is gone for good.");
        Undo();
        Above.WaitForAssertion(() => Assert.Contains("“Run r1” could not be brought back: It is gone for good.", Above.Markup));
        Assert.Contains("“Run r2” could not be brought back", Above.Markup);
        Assert.Equal(1, _changes);
    }

    private async Task Delete(string id)
    {
        _ = Above;
        Lab.AllRuns.Add(FakeLab.Run(id, RunStatus.Stopped));
        var run = Lab.Find(id)!;
        await Lab.Delete(id);
        await Above.InvokeAsync(() => Bin.Tell([run], () =>
        {
            _changes++;
            return Task.CompletedTask;
        }));
    }

    private string Message() => Above.Find(".mud-snackbar-content-message").TextContent.Trim();

    private void Undo() => Above.FindAll(".mud-snackbar button").Single(button => button.TextContent.Trim() == "Undo").Click();
}

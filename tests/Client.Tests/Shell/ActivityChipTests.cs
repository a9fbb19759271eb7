// The chip says what trains and how far it is, announces changes of state, and its menu offers what can be done now.
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Shell;

public class ActivityChipTests : LabContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Chip_NoRun_IsNotThere() => Assert.Empty(Render<ActivityChip>().FindAll("button"));

    [Fact]
    public void Chip_OneRunTrains_SaysItsNameAndHowFarItIs()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished));
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var chip = Render<ActivityChip>();
        Assert.Equal("Run r1: Training", chip.Find("button").GetAttribute("aria-label"));
        Assert.Equal("Run r1: Training", chip.Find("[title]").GetAttribute("title"));
        Assert.Equal("21 %", chip.Find(".activity-share").TextContent);
    }

    [Fact]
    public void Chip_NothingTrains_SaysTheStateOfTheNewest()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        Assert.Equal("Stopped", Render<ActivityChip>().Find(".activity-share").TextContent);
    }

    [Fact]
    public void Chip_RunMakesProgress_SaysHowFarItIs()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var chip = Render<ActivityChip>();
        Lab.Become(Lab.AllRuns[0] with { Step = 1000 });
        chip.WaitForAssertion(() => Assert.Equal("50 %", chip.Find(".activity-share").TextContent));
    }

    [Fact]
    public void Chip_ARace_IsCalledByItsNameAndLeadsToIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running) with { Race = "x" });
        Races.All.Add(FakeRaces.Race("x", RunStatus.Running) with { Name = "Heads against none" });
        var chip = Render<ActivityChip>();
        Assert.Equal("Heads against none: Training", chip.Find("button").GetAttribute("aria-label"));
        Press(chip, "Heads against none: Training", "Watch the race");
        Assert.EndsWith("/race?race=x", Navigation.Uri);
    }

    [Fact]
    public void Chip_Watch_LeadsToTheRun()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        Navigation.NavigateTo("learn");
        Press(Render<ActivityChip>(), "Run r1: Training", "Watch it");
        Assert.EndsWith("/?run=r1", Navigation.Uri);
    }

    [Theory]
    [InlineData(RunStatus.Running, "Watch it, Pause, Stop")]
    [InlineData(RunStatus.Paused, "Watch it, Resume, Stop")]
    [InlineData(RunStatus.Interrupted, "Watch it, Resume")]
    [InlineData(RunStatus.Finished, "Watch it")]
    public void Menu_InEachState_OffersWhatCanBeDone(RunStatus status, string offered)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", status));
        var chip = Render<ActivityChip>();
        Assert.Equal("false", chip.Find("button").GetAttribute("aria-expanded"));
        Open(chip, $"Run r1: {Controls.Shell.RunWords.Status(status)}");
        Above.WaitForElement("[role=menu]");
        chip.WaitForAssertion(() => Assert.Equal("true", chip.Find("button").GetAttribute("aria-expanded")));
        Assert.Equal(offered, string.Join(", ", Above.FindAll(".mud-menu-item").Select(item => item.TextContent.Trim())));
    }

    [Theory]
    [InlineData(RunStatus.Running, "Pause", "Pause r1")]
    [InlineData(RunStatus.Running, "Stop", "Stop r1")]
    [InlineData(RunStatus.Paused, "Resume", "Resume r1")]
    public void Menu_Chosen_AsksTheLab(RunStatus status, string item, string call)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", status));
        Press(Render<ActivityChip>(), $"Run r1: {Controls.Shell.RunWords.Status(status)}", item);
        Assert.Equal([call], Lab.Calls);
    }

    [Fact]
    public void Menu_Refused_SaysWhy()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Paused));
        Lab.Refuse = new LabException(Refusal.Conflict, "“Other” is training; pause it first.");
        Press(Render<ActivityChip>(), "Run r1: Paused", "Resume");
        Above.WaitForAssertion(() => Assert.Contains("“Other” is training; pause it first.", Above.Find(".mud-snackbar").TextContent));
    }

    [Fact]
    public void Chip_StatusChanges_AnnouncesItOnce()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var chip = Render<ActivityChip>();
        Lab.Become(Lab.AllRuns[0] with { Step = 421 });
        Assert.Equal("", chip.Find("[role=status]").TextContent);
        Lab.Become(Lab.AllRuns[0] with { Status = RunStatus.Paused });
        chip.WaitForAssertion(() => Assert.Equal("Run r1: Paused at step 421.", chip.Find("[role=status]").TextContent));
    }
}

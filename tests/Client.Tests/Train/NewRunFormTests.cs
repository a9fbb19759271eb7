// The form of a new run: what it asks for, what it says when refused, when it cannot be used.
using AttentionLab.Client.Controls.Train;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;

namespace AttentionLab.Client.Tests.Train;

public class NewRunFormTests : LabContext
{
    [Fact]
    public void Form_Untouched_StartsTheDefaultPresetOnTheDefaultText()
    {
        RunInfo? started = null;
        var form = Render<NewRunForm>(p => p.Add(f => f.Started, run => started = run));
        form.Find("form").Submit();
        Assert.Equal(("small", "tiny-shakespeare"), (Lab.Started?.Preset, Lab.Started?.Corpus));
        Assert.Equal("r1", started?.Id);
    }

    [Fact]
    public void Form_Filled_AsksForWhatWasFilledIn()
    {
        var form = Render<NewRunForm>();
        Choose(form, "preset", "Tiny");
        Choose(form, "corpus", "The embedded play");
        form.Find("input[name=name]").Change("Evening");
        form.Find("input[name=steps]").Change("500");
        form.Find("input[name=rate]").Change("0.0005");
        form.Find("input[name=seed]").Change("42");
        form.Find("textarea[name=probe]").Change("MIRELLA:");
        form.Find("form").Submit();
        var request = Lab.Started!;
        Assert.Equal(("tiny", "play", "Evening", 500, 42L, "MIRELLA:"), (request.Preset, request.Corpus, request.Name, request.Steps, request.Seed, request.Probe));
        Assert.Equal(0.0005, request.Training?.LearningRate);
    }

    [Fact]
    public void Form_Preset_ShowsEveryNumberItImplies()
    {
        var text = Render<NewRunForm>().Find(".facts").TextContent;
        Assert.All(["4", "128", "64", "12", "2,000", "809,537"], number => Assert.Contains(number, text));
    }

    [Fact]
    public void Form_Corpus_ShowsSizeBeginningAndWhyItIsTheDefault()
    {
        var form = Render<NewRunForm>();
        Assert.Contains("1,115,394 characters, 65 different. The lecture's own text.", form.Markup);
        Assert.Contains("Before we proceed any further", form.Find("pre").TextContent);
    }

    [Fact]
    public void Form_CorpusUnavailable_SaysWhy()
    {
        Lab.AllCorpora[0] = Lab.AllCorpora[0] with { Characters = null, Excerpt = null, Unavailable = "The file does not exist." };
        Assert.Contains("The file does not exist.", Render<NewRunForm>().Find(".mud-alert-text-warning").TextContent);
    }

    [Fact]
    public void Form_RefusedForAField_SaysSoAtTheFieldAndOpensItsSection()
    {
        Lab.Refuse = new LabException(Refusal.Invalid, "One setting is not allowed.", new Dictionary<string, string> { ["steps"] = "-5 is not allowed; 1 to 1000000 is." });
        var form = Render<NewRunForm>();
        Assert.False(IsOpen(form, ".more"));
        form.Find("form").Submit();
        Assert.True(IsOpen(form, ".more"));
        var steps = form.Find("input[name=steps]");
        Assert.Equal("true", steps.GetAttribute("aria-invalid"));
        Assert.Equal("-5 is not allowed; 1 to 1000000 is.", form.Find($"#{steps.GetAttribute("aria-describedby")!.Split(' ')[0]}").TextContent.Trim());
        Assert.DoesNotContain("1000000", form.Find("[role=alert]").TextContent);
        Assert.Contains("what is marked above needs another value", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Form_RefusedForAFieldItDoesNotShow_NamesTheFieldInTheNotice()
    {
        Lab.Refuse = new LabException(Refusal.Invalid, "Not allowed.", new Dictionary<string, string> { ["model.channels"] = "130 is not a multiple of 4." });
        var form = Render<NewRunForm>();
        form.Find("form").Submit();
        Assert.Contains("model.channels: 130 is not a multiple of 4.", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Form_AnotherRunTrains_IsDisabledAndSaysWhich()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running) with { Name = "Long one" });
        var form = Render<NewRunForm>();
        var start = form.Find("button[type=submit]");
        Assert.Equal("true", start.GetAttribute("aria-disabled"));
        Assert.Contains("“Long one” is training", start.GetAttribute("title"));
        form.Find("form").Submit();
        Assert.Null(Lab.Started);
    }

    [Fact]
    public void Form_AnotherRunBeginsOrEnds_FollowsIt()
    {
        var form = Render<NewRunForm>();
        Assert.Null(form.Find("button[type=submit]").GetAttribute("aria-disabled"));
        Lab.Become(FakeLab.Run("r1", RunStatus.Running));
        form.WaitForAssertion(() => Assert.Equal("true", form.Find("button[type=submit]").GetAttribute("aria-disabled")));
        Lab.Become(Lab.AllRuns[0] with { Status = RunStatus.Finished });
        form.WaitForAssertion(() => Assert.Null(form.Find("button[type=submit]").GetAttribute("aria-disabled")));
    }

    [Fact]
    public void Form_NoNumber_SaysSoAtTheFieldAndAsksNothing()
    {
        var form = Render<NewRunForm>();
        form.Find("input[name=steps]").Change("many");
        form.Find("form").Submit();
        Assert.Null(Lab.Started);
        Assert.True(IsOpen(form, ".more"));
        Assert.Contains("“many” is no whole number.", form.Find("#steps-error").TextContent);
        Assert.Equal("many", form.Find("input[name=steps]").GetAttribute("value"));
        form.Find("input[name=steps]").Change("500");
        form.Find("form").Submit();
        Assert.Equal(500, Lab.Started?.Steps);
    }

    [Fact]
    public void Upload_PlainText_AddsItAndChoosesIt()
    {
        var form = Render<NewRunForm>();
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("to be or not to be", "hamlet.txt"));
        form.WaitForAssertion(() => Assert.Equal("to be or not to be", Lab.Uploaded));
        Assert.Contains("AddCorpus hamlet", Lab.Calls);
        form.WaitForAssertion(() => Assert.Contains("to be or not to be", form.Find("pre").TextContent));
        form.Find("form").Submit();
        Assert.Equal("c1", Lab.Started?.Corpus);
    }

    [Fact]
    public void Upload_Refused_SaysWhyAndKeepsTheChoice()
    {
        Lab.Refuse = LabException.Field("text", "The text is not UTF-8: byte 3 cannot be read.");
        var form = Render<NewRunForm>();
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("x", "bad.txt"));
        form.WaitForAssertion(() => Assert.Contains("not UTF-8: byte 3", form.Find(".field-error").TextContent));
        Assert.Contains("1,115,394 characters", form.Markup);
    }

    [Fact]
    public void Upload_LargerThanAllowed_IsNotSent()
    {
        Lab.Presets = Lab.Presets with { Limits = Lab.Presets.Limits with { CorpusBytes = 4 } };
        var form = Render<NewRunForm>();
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("12345", "long.txt"));
        form.WaitForAssertion(() => Assert.Contains("“long.txt” has 5 bytes; at most 4 are allowed.", form.Find(".field-error").TextContent));
        Assert.Empty(Lab.Calls);
    }
}

// The form of a new run: what it asks for, what it says when refused, when it cannot be used.
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Train;

public class NewRunFormTests : LabContext
{
    [Fact]
    public void Form_Untouched_StartsTheDefaultPresetOnTheDefaultText()
    {
        NewRun().Find("form").Submit();
        Assert.Equal(("small", "tiny-shakespeare"), (Lab.Started?.Preset, Lab.Started?.Corpus));
        Assert.Null(Lab.Started!.Model);
        Assert.Null(Lab.Started.Training);
        Assert.EndsWith("?run=r1", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public void Form_Filled_AsksForWhatWasFilledIn()
    {
        var form = NewRun();
        Choose(form, "preset", "Tiny");
        Choose(form, "corpus", "The embedded play");
        Choose(form, "engine", "Managed engine");
        form.Find("input[name=name]").Input("Evening");
        form.Find("form").Submit();
        var request = Lab.Started!;
        Assert.Equal(("tiny", "play", "Evening", EngineNames.Managed), (request.Preset, request.Corpus, request.Name, request.Engine));
    }

    [Fact]
    public void Form_Preset_ShowsEveryNumberItImplies()
    {
        var text = NewRun().Find(".facts").TextContent;
        Assert.All(["4", "128", "64", "12", "2,000"], number => Assert.Contains(number, text));
    }

    [Fact]
    public void Form_Corpus_ShowsSizeBeginningAndWhyItIsTheDefault()
    {
        var form = NewRun();
        Assert.Contains("1,115,394 characters, 65 different. The lecture's own text.", form.Markup);
        Assert.Contains("Before we proceed any further", form.Find("pre").TextContent);
    }

    [Fact]
    public void Form_CorpusUnavailable_SaysWhy()
    {
        Lab.AllCorpora[0] = Lab.AllCorpora[0] with { Characters = null, Excerpt = null, Unavailable = "The file does not exist." };
        Assert.Contains("The file does not exist.", NewRun().Find(".mud-alert-text-warning").TextContent);
    }

    [Fact]
    public void Form_RefusedForAField_SaysSoAtTheField()
    {
        Lab.Refuse = LabException.Field("name", "The name has 200 characters; at most 100 are allowed.");
        var form = NewRun();
        form.Find("form").Submit();
        var name = form.Find("input[name=name]");
        Assert.Equal("true", name.GetAttribute("aria-invalid"));
        Assert.Contains("200 characters", form.Find($"#{name.GetAttribute("aria-describedby")!.Split(' ')[0]}").TextContent);
        Assert.DoesNotContain("200", form.Find("[role=alert]").TextContent);
        Assert.Contains("what is marked above needs another value", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Form_WhatIsFilledInIsWrong_SaysSoBeforeStart()
    {
        Lab.OnOutline = (outline, request) => request.Name is null ? outline : outline with { Errors = new Dictionary<string, string> { ["name"] = "The name holds a line break." } };
        var form = NewRun();
        form.Find("input[name=name]").Input("x");
        form.WaitForAssertion(() => Assert.Contains("line break", form.Find("#name-error").TextContent));
        Assert.Null(Lab.Started);
    }

    [Fact]
    public void Form_Numbers_SayHowLargeAndHowLong()
    {
        var form = NewRun();
        form.WaitForAssertion(() => Assert.Contains("128,000", form.Find(".live-numbers").TextContent));
        Assert.Contains("not measured yet", form.Find(".live-numbers").TextContent);
        Choose(form, "engine", "Managed engine");
        form.WaitForAssertion(() => Assert.Contains("about 2 min", form.Find(".live-numbers").TextContent));
        Assert.Contains("from 2 runs here", form.Find(".live-numbers").TextContent);
    }

    [Fact]
    public void Form_RefusedForAFieldItDoesNotShow_NamesTheFieldInTheNotice()
    {
        Lab.Refuse = new LabException(Refusal.Invalid, "Not allowed.", new Dictionary<string, string> { ["model.channels"] = "130 is not a multiple of 4." });
        var form = NewRun();
        form.Find("form").Submit();
        Assert.Contains("model.channels: 130 is not a multiple of 4.", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Form_AnotherRunTrains_IsDisabledAndSaysWhich()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running) with { Name = "Long one" });
        var form = NewRun();
        var start = form.Find("button[type=submit]");
        Assert.Equal("true", start.GetAttribute("aria-disabled"));
        Assert.Contains("“Long one” is training", start.GetAttribute("title"));
        form.Find("form").Submit();
        Assert.Null(Lab.Started);
    }

    [Fact]
    public void Form_AnotherRunBeginsOrEnds_FollowsIt()
    {
        var form = NewRun();
        Assert.Null(form.Find("button[type=submit]").GetAttribute("aria-disabled"));
        Lab.Become(FakeLab.Run("r1", RunStatus.Running));
        form.WaitForAssertion(() => Assert.Equal("true", form.Find("button[type=submit]").GetAttribute("aria-disabled")));
        Lab.Become(Lab.AllRuns[0] with { Status = RunStatus.Finished });
        form.WaitForAssertion(() => Assert.Null(form.Find("button[type=submit]").GetAttribute("aria-disabled")));
    }

    [Fact]
    public void Upload_PlainText_AddsItAndChoosesIt()
    {
        var form = NewRun();
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
        var form = NewRun();
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("x", "bad.txt"));
        form.WaitForAssertion(() => Assert.Contains("not UTF-8: byte 3", form.Find(".field-error").TextContent));
        Assert.Contains("1,115,394 characters", form.Markup);
    }

    [Fact]
    public void Upload_LargerThanAllowed_IsNotSent()
    {
        Lab.Presets = Lab.Presets with { Limits = Lab.Presets.Limits with { CorpusBytes = 4 } };
        var form = NewRun();
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("12345", "long.txt"));
        form.WaitForAssertion(() => Assert.Contains("“long.txt” has 5 bytes; at most 4 are allowed.", form.Find(".field-error").TextContent));
        Assert.Empty(Lab.Calls);
    }
}

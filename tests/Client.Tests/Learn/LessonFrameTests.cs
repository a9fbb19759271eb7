// The frame of the lessons: few words, an address for each, the one before and the next, and a page behind everything to try.
using System.Reflection;
using AttentionLab.Client.Lessons;
using AttentionLab.Client.Pages;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AttentionLab.Client.Tests.Learn;

public class LessonFrameTests : LabContext
{
    private static string[] Addresses { get; } = [.. typeof(LearnRow).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template.TrimStart('/'))];

    public LessonFrameTests() => Script("lesson-keys");

    [Fact]
    public void Lessons_All_HaveAPageAndAtMostFortyWords() => Assert.All(LearnStep.All, step =>
    {
        Assert.Contains(step.Path, Addresses);
        Assert.InRange(step.Says.Split(' ').Length, 1, LearnStep.MostWords);
    });

    [Fact]
    public void Lessons_OldAddresses_AreStillLessons() =>
        Assert.All(["learn", "learn/ladder", "learn/averages", "learn/row", "learn/keyboard"], path => Assert.Contains(LearnStep.All, step => step.Path == path));

    [Fact]
    public void Lessons_Tries_LeadToPagesOfTheLab() =>
        Assert.All(LearnStep.All.SelectMany(step => step.Tries), each => Assert.Contains(each.Address.Split('?')[0] is "./" or "" ? "" : each.Address.Split('?')[0], Addresses));

    [Fact]
    public void Lesson_Between_SaysWhereItStandsAndLeadsBothWays()
    {
        Script("row-proof");
        var page = Render<LearnRow>();
        Assert.Equal("learn/row", page.Find("[aria-current=step]").GetAttribute("href"));
        Assert.Equal("2 of 7", page.Find(".on span.num").TextContent);
        Assert.Equal(("learn", "learn/averages"), (page.Find("[data-part=lesson-before]").GetAttribute("href"), page.Find("[data-part=lesson-next]").GetAttribute("href")));
        Assert.Equal("inspect?tab=score", page.Find(".tries a").GetAttribute("href"));
    }

    [Fact]
    public void Lesson_FirstAndLast_LeadOneWay()
    {
        Assert.Empty(Render<AttentionLab.Client.Pages.Learn>().FindAll("[data-part=lesson-before]"));
        Assert.Empty(Render<LearnKeyboard>().FindAll("[data-part=lesson-next]"));
    }
}

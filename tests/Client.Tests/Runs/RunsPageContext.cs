// What tests of the page of runs share: its scripts, three runs, and how its rows are pressed.
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RunsPage = AttentionLab.Client.Pages.Runs;

namespace AttentionLab.Client.Tests.Runs;

public abstract class RunsPageContext : LabContext
{
    protected RunsPageContext()
    {
        Columns = Script("columns");
        Script("address");
        Script("import");
    }

    protected BunitJSModuleInterop Columns { get; }

    protected IRenderedComponent<RunsPage> At(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<RunsPage>();
    }

    protected static IEnumerable<string> Names(IRenderedComponent<RunsPage> page) => page.FindAll("tbody td.name .run-link").Select(name => name.TextContent);

    protected static IElement Button(IElement within, string text) => within.QuerySelectorAll("button").First(button => button.TextContent.Trim() == text);

    /// <summary>Between two renders, for curves and sizes come when they come.</summary>
    protected static void Click(IRenderedComponent<RunsPage> page, Func<IElement> find) => page.InvokeAsync(() => find().Click());

    protected static void Select(IRenderedComponent<RunsPage> page, params string[] ids)
    {
        foreach (string id in ids) page.InvokeAsync(() => page.Find($"[aria-label='Select Run {id}']").Change(true));
    }

    /// <summary>r3, r2 and r1, of the same moment.</summary>
    protected void AddThree()
    {
        foreach (string id in new[] { "r3", "r2", "r1" }) Lab.AllRuns.Add(FakeLab.Run(id, RunStatus.Stopped));
    }
}

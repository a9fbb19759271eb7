// What Inspect looks at is published in one place, and panels ask there to look elsewhere.
namespace AttentionLab.Client.Tests;

public sealed class SceneScriptTests
{
    [Fact]
    public void Scene_ListenerComesLate_IsToldAtOnce() =>
        Assert.Equal("7", ScriptModule.Evaluate<string>("inspect/scene", "(() => { let said = ''; m.guideScene(() => {}).publish({ token: 7 }); m.onScene(s => said += s.token); return said; })()"));

    [Fact]
    public void Scene_PageLeaves_IsEmptyAndLooksNowhere() =>
        Assert.Equal("3,null", ScriptModule.Evaluate<string>("inspect/scene", "(() => { const asked = []; const lead = m.guideScene(l => asked.push(l.token)); lead.publish({ token: 1 }); m.look({ token: 3 }); lead.end(); m.look({ token: 4 }); return [...asked, String(m.sceneNow())].join(); })()"));

    [Fact]
    public void Scene_NextPageTookTheLead_OldOneIsNotHeard() =>
        Assert.Equal(2, ScriptModule.Evaluate<int>("inspect/scene", "(() => { const old = m.guideScene(() => {}); const next = m.guideScene(() => {}); next.publish({ token: 2 }); old.publish({ token: 1 }); old.end(); return m.sceneNow().token; })()"));

    [Fact]
    public void Scene_PanelFails_IsReportedAndTheNextOneHears() =>
        Assert.Equal("broken,5", ScriptModule.Evaluate<string>("inspect/scene", "(() => { const said = []; globalThis.reportError = e => said.push(e.message); m.onScene(() => { throw new Error('broken'); }); m.onScene(s => said.push(s.token)); m.guideScene(() => {}).publish({ token: 5 }); return said.join(); })()"));
}

// The logic behind the Generate page: settings, the tree of texts, where two texts part, what the address says.
namespace AttentionLab.Client.Tests;

public class GenerateScriptTests
{
    // Tokens a, b, c, ... with ids from 0, drawn by a seed.
    private const string Trees = """
        const drawing = { step: null, temperature: 0.8, topK: 0, topP: 1, seed: 1 };
        const tokens = (from, text) => [...text].map((text, i) => ({ index: from + i, id: text.charCodeAt(0) - 97, text }));
        const grow = (branch, text) => { branch.own.push(...tokens(branch.from + branch.own.length, text)); return branch; };
        const textOf = branch => tree.line(branch).map(t => t.text).join('');
        const tree = new m.TextTree(), root = grow(tree.start(drawing, 9), 'abcdef');
        """;

    private const string Fields = "[['tokens', 300], ['temperature', 0.8], ['topK', 0], ['topP', 1], ['seed', 1337]].map(([name, standard]) => ({ name, standard }))";

    private static T OfTree<T>(string program) => ScriptModule.Evaluate<T>("generate/tree", $$"""(() => { {{Trees}} {{program}} })()""");

    [Theory]
    [InlineData("temperature", "-1", "Temperature must be from 0 to 10; it is -1.")]
    [InlineData("temperature", "", "Temperature must be a number from 0 to 10.")]
    [InlineData("tokens", "1.5", "Tokens must be a whole number; it is 1.5.")]
    [InlineData("tokens", "2001", "Tokens must be from 1 to 2,000; it is 2001.")]
    [InlineData("topK", "66", "Top-k must be from 0 to 65; it is 66.")]
    [InlineData("topP", "0.9", null)]
    public void Complaint_AboutASetting_NamesItAndWhatIsAllowed(string name, string text, string? complaint) =>
        Assert.Equal(complaint, ScriptModule.Evaluate<string?>("generate/settings",
            $"m.complaint(m.numberFields({{ prompt: 4096, tokens: 2000, vocabulary: 65 }}).find(f => f.name === '{name}'), '{text}')"));

    [Theory]
    [InlineData("abcd", 4, true, "")]
    [InlineData("ab\\ncdefghijklmnop", 14, true, "17 tokens: the model sees the last 14, from “cdefghijklmn…” on.")]
    [InlineData("a😀bc", 3, true, "4 tokens: the model sees the last 3, from “😀bc” on.")]
    [InlineData("abcdef", 4, false, "6 characters: the model sees the last 4 tokens of them.")]
    public void SightOf_APrompt_SaysWhichPartTheModelSees(string prompt, int context, bool characters, string says) =>
        Assert.Equal(says, ScriptModule.Evaluate<string>("generate/settings", $"m.sightOf('{prompt}', {context}, {(characters ? "true" : "false")})"));

    [Fact]
    public void Fork_ForcedToken_KeepsWhatStandsBeforeIt() =>
        Assert.Equal(["abcxy", "abcdef"], OfTree<string[]>("const { branch } = tree.fork(root, 3, { kind: 'force', id: 23 }, drawing, 5); grow(branch, 'xy'); return [textOf(branch), textOf(root)];"));

    [Fact]
    public void Fork_SameTokenAgain_IsTheBranchThatIsThere() =>
        Assert.True(OfTree<bool>("const force = () => tree.fork(root, 3, { kind: 'force', id: 23 }, drawing, 5); const first = force(), second = force(); return !first.known && second.known && first.branch === second.branch;"));

    [Fact]
    public void Fork_AtABranchsFirstToken_GoesAnotherWayThanItsParent() =>
        Assert.Equal([0, 2], OfTree<int[]>("const one = grow(tree.fork(root, 3, { kind: 'force', id: 23 }, drawing, 5).branch, 'xy'); const two = tree.fork(one, 3, { kind: 'force', id: 24 }, drawing, 5).branch; return [two.parent.id, tree.listed().filter(l => l.depth === 1).length];"));

    [Fact]
    public void Fork_ToTheTokenThatTheParentHas_IsTheParent() =>
        Assert.True(OfTree<bool>("const one = grow(tree.fork(root, 3, { kind: 'force', id: 23 }, drawing, 5).branch, 'xy'); const back = tree.fork(one, 3, { kind: 'force', id: 3 }, drawing, 5); return back.known && back.branch === root;"));

    [Fact]
    public void Drop_ABranchFromWhichNothingCame_LeavesTheOthersTheirPlaces() =>
        Assert.Equal(["0 0", "2 1", "3 1"], OfTree<string[]>("""
            const fork = id => tree.fork(root, 3, { kind: 'force', id }, drawing, 5).branch; const empty = fork(23); fork(24); tree.drop(empty); fork(25);
            return tree.listed().map(({ branch, depth }) => `${branch.id} ${depth}`);
            """));

    [Fact]
    public void Fresh_WhereThatTextIsThereAlready_TakesTheNextFreeSeed() =>
        Assert.Equal([2, 3, 1, 1], OfTree<int[]>("""
            const first = tree.fresh(root, 3, drawing); grow(tree.fork(root, 3, { kind: 'draw' }, first, 5).branch, 'q');
            return [first.seed, tree.fresh(root, 3, drawing).seed, tree.fresh(root, 3, { ...drawing, temperature: 1 }).seed, tree.fresh(root, 6, drawing).seed];
            """));

    [Fact]
    public void Crossings_OfAText_AreWhereOthersLeaveIt() =>
        Assert.Equal([[2, 4], [2, 3]], OfTree<int[][]>("""
            const one = grow(tree.fork(root, 2, { kind: 'force', id: 23 }, drawing, 5).branch, 'xyz');
            grow(tree.fork(root, 4, { kind: 'force', id: 24 }, drawing, 5).branch, 'y');
            grow(tree.fork(one, 3, { kind: 'force', id: 25 }, drawing, 5).branch, 'z');
            return [root, one].map(branch => [...tree.crossings(branch)].sort());
            """));

    [Theory]
    [InlineData("['a','b','c']", "['a','b','d']", "2,2")]
    [InlineData("['a','b']", "['a','b','d']", null)]
    [InlineData("['ab','cd']", "['a','bc','e']", "1,2")] // cut into different tokens
    [InlineData("['x']", "['y']", "0,0")]
    [InlineData("[]", "['y']", null)]
    public void Parting_OfTwoTexts_IsTheFirstTokenThatDiffers(string a, string b, string? at) =>
        Assert.Equal(at, ScriptModule.Evaluate<string?>("generate/parting", $"(p => p && `${{p.a}},${{p.b}}`)(m.parting({a}, {b}))"));

    [Theory]
    [InlineData("12-5")]
    [InlineData("30-52n90_51s1338n120")]
    [InlineData("4t0.5k10p0.9s7w1500")]
    [InlineData("0-0_3")]
    public void Path_ReadAndWritten_IsTheSame(string path) => Assert.Equal(path, ScriptModule.Evaluate<string>("generate/address", $"m.writePath(m.readPath('{path}'))"));

    [Theory]
    [InlineData("12-5_nonsense_4-1", "12-5")]
    [InlineData("-5", "")]
    [InlineData("", "")]
    public void Path_HandEdited_EndsWhereItIsNoPath(string path, string read) => Assert.Equal(read, ScriptModule.Evaluate<string>("generate/address", $"m.writePath(m.readPath('{path}'))"));

    [Theory]
    [InlineData("?run=r1&step=1500&prompt=KING%3A%0A&temperature=0.5&layer=1&head=2&go=1&path=12-5n80&compare=1&runB=r2&stepB=newest&temperatureB=1.2&topKB=5&pathB=3-1&at=14&side=b")]
    [InlineData("?run=r1")]
    [InlineData("?run=r1&temperature=hot")]
    public void Address_ReadAndWritten_IsTheSame(string query) =>
        Assert.Equal(query, ScriptModule.Evaluate<string>("generate/address", $"m.writeView('r1', m.readView('{query}'), {Fields})"));

    [Fact]
    public void Address_OfStandardSettings_LeavesThemOut() =>
        Assert.Equal("?run=r1&prompt=KING%3A&topK=5", ScriptModule.Evaluate<string>("generate/address",
            $"m.writeView('r1', m.readView('?run=r1&prompt=KING%3A&tokens=300&temperature=0.80&topK=5&topP=1&seed=1337&layer=0&at=-1&compare=0'), {Fields})"));

    [Fact]
    public void HopsTo_ABranch_SayWhatIsDifferentThere() =>
        Assert.Equal("3-23n5_5t1.5s7", ScriptModule.Evaluate<string>("generate/address", """
            (() => {
              const drawing = { step: null, temperature: 0.8, topK: 0, topP: 1, seed: 1 }, root = { parent: null, from: 0, cause: { kind: 'start' }, drawing, wanted: 9 };
              const one = { parent: root, from: 3, cause: { kind: 'force', id: 23 }, drawing, wanted: 5 };
              return m.writePath(m.hopsTo({ parent: one, from: 5, cause: { kind: 'draw' }, drawing: { ...drawing, temperature: 1.5, seed: 7 }, wanted: 5 }));
            })()
            """));

    [Fact]
    public void DrawingText_OfSettings_LeavesOutWhatKeepsAll() =>
        Assert.Equal(["T 0.8, seed 7", "T 1, top-k 5, top-p 0.9, seed 7"], ScriptModule.Evaluate<string[]>("generate/tokens",
            "[{ temperature: 0.8, topK: 0, topP: 1, seed: 7 }, { temperature: 1, topK: 5, topP: 0.9, seed: 7 }].map(m.drawingText)"));

    [Fact]
    public void StrongestOf_ARow_AreTheLargestWithTheirGlyphs() =>
        Assert.Equal(["␣ 0.5", "a 0.3", "↵ 0.2"], ScriptModule.Evaluate<string[]>("generate/detail", "m.strongestOf([0.3, 0.2, 0.5], ['a', '\\n', ' ']).map(s => `${s.text} ${s.weight}`)"));

    // Frames are given by hand, so that the test holds the clock.
    private const string Clock = """
        let frames = [], time = 0; const shown = [];
        globalThis.requestAnimationFrame = tick => frames.push(tick); globalThis.cancelAnimationFrame = () => { frames = []; };
        performance.now = () => time;
        const frame = ms => { time += ms; const due = frames; frames = []; due.forEach(tick => tick(time)); };
        const p = m.pace(items => shown.push(...items));
        """;

    [Fact]
    public void Pace_Held_ShowsNothingUntilItIsSteppedOrGoesOn() =>
        Assert.Equal(["", "a", "ab", "abcd"], ScriptModule.Evaluate<string[]>("generate/pace", $$"""
            (() => { {{Clock}}
              const seen = []; p.hold(true); for (const c of 'abcd') p.add(c);
              frame(16); frame(16); seen.push(shown.join('')); p.step(); frame(16); seen.push(shown.join('')); p.step(); frame(16); frame(16); seen.push(shown.join('')); p.hold(false); frame(16); seen.push(shown.join(''));
              return seen; })()
            """));

    [Fact]
    public void Pace_StepBeforeAnythingCame_ShowsTheFirstThatComes() =>
        Assert.Equal("a", ScriptModule.Evaluate<string>("generate/pace", $$"""(() => { {{Clock}} p.hold(true); p.step(); frame(16); p.add('a'); p.add('b'); frame(16); frame(16); return shown.join(''); })()"""));

    [Fact]
    public void Pace_FourASecond_ShowsFourInASecond() =>
        Assert.Equal(4, ScriptModule.Evaluate<int>("generate/pace", $$"""(() => { {{Clock}} time = 5000; p.set(4); for (let i = 0; i < 40; i++) p.add('x'); for (let i = 0; i < 60; i++) frame(1000 / 60); return shown.length - 1; })()"""));

    [Fact]
    public void Pace_Ended_TellsOnlyWhenTheLastIsShown() =>
        Assert.Equal(["", "done"], ScriptModule.Evaluate<string[]>("generate/pace", $$"""
            (() => { {{Clock}} const seen = []; let told = ''; p.hold(true); p.add('a'); p.end(() => { told = 'done'; }); frame(16); seen.push(told); p.hold(false); frame(16); frame(16); seen.push(told); return seen; })()
            """));
}

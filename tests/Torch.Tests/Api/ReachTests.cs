// The engine is as large as it must be: what it shows, the model reaches, or a list says why it stays.
using System.Reflection;

namespace AttentionLab.Torch.Tests.Api;

public sealed class ReachTests
{
    private static readonly List<MemberInfo> Members = [.. ApiOf.Members(Assemblies.Engine.GetTypes())];

    // One a line; lines that begin with # say why.
    private static readonly HashSet<string> Kept =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", "kept.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void Member_OfTheEngine_IsReachedFromTheModelOrKeptForAReason()
    {
        var kept = Members.Where(member => Kept.Contains(MemberNotation.Of(member))).SelectMany(Methods);
        var graph = new CallGraph(Assemblies.Engine, CallGraph.MethodsOf(Assemblies.Model).Concat(kept));
        var forgotten = Members.Where(member => !graph.Reaches(member)).Select(MemberNotation.Of).Order().ToList();
        Assert.True(forgotten.Count == 0, $"{forgotten.Count} reached by nothing in the model and kept for no reason:\n{string.Join("\n", forgotten)}");
    }

    [Fact]
    public void Kept_EachLine_IsAMemberThatTheModelDoesNotReach()
    {
        var graph = new CallGraph(Assemblies.Engine, CallGraph.MethodsOf(Assemblies.Model));
        Assert.Empty(Kept.Except(Members.Where(member => !graph.Reaches(member)).Select(MemberNotation.Of)).Order());
    }

    [Theory]
    [InlineData("Called", true)]
    [InlineData("CalledByACalledOne", true)]
    [InlineData("Delegated", true)]
    [InlineData("op_Addition", true)]
    [InlineData("op_Implicit", true)]
    [InlineData("Overridden", true)]
    [InlineData("Implemented", true)]
    [InlineData("OverriddenOfATypeNeverMade", false)]
    [InlineData("Forgotten", false)]
    [InlineData("CalledByAForgottenOne", false)]
    public void Graph_OfASmallProgram_ReachesWhatRuns(string name, bool runs)
    {
        var graph = new CallGraph(typeof(ReachTests).Assembly, [typeof(Program).GetMethod(nameof(Program.Run))!]);
        var methods = new[] { typeof(Part), typeof(Made), typeof(NeverMade) }.SelectMany(type => type.GetMethods()).ToList();
        var method = name == "OverriddenOfATypeNeverMade"
            ? typeof(NeverMade).GetMethod(nameof(Part.Overridden))!
            : methods.First(one => one.Name == name && one.DeclaringType != typeof(NeverMade));
        Assert.Equal(runs, graph.Reaches(method));
    }

    private static IEnumerable<MethodBase> Methods(MemberInfo member) => member switch
    {
        MethodBase method => [method],
        PropertyInfo property => property.GetAccessors(nonPublic: true),
        _ => [],
    };

    private static class Program
    {
        public static Func<int> Run()
        {
            Part part = new Made();
            part.Called();
            part.Overridden();
            using (part + 1) return part.Delegated;
        }
    }

    private abstract class Part : IDisposable
    {
        public void Called() => CalledByACalledOne();

        public void CalledByACalledOne()
        {
        }

        public int Delegated() => 1;

        public void Forgotten() => CalledByAForgottenOne();

        public void CalledByAForgottenOne()
        {
        }

        public abstract void Overridden();

        public abstract void Dispose();

        public static Part operator +(Part part, Made other) => other;
    }

    private sealed class Made : Part
    {
        public static implicit operator Made(int number) => new();

        public override void Overridden()
        {
        }

        public override void Dispose() => Implemented();

        public static void Implemented()
        {
        }
    }

    private sealed class NeverMade : Part
    {
        public override void Overridden() => Forgotten();

        public override void Dispose()
        {
        }
    }
}

// Whatever the managed engine shows must be in TorchSharp's public API: same names, parameters, defaults and types.
using AttentionLab.Torch.Tests.Api;

namespace AttentionLab.Torch.Tests;

public class ApiSubsetTests
{
    private static readonly ApiList Listed = ApiList.Read();

    [Fact]
    public void PublicSurface_OfTheManagedEngine_IsListed()
    {
        var complaints = ApiOf.Missing(Assemblies.Engine.GetTypes(), Listed).ToList();
        Assert.True(complaints.Count == 0, $"{complaints.Count} not in TorchSharp's signature list:\n{string.Join("\n", complaints)}");
    }

    [Fact]
    public void List_OfTorchSharp_IsRead()
    {
        Assert.Equal(3701, Listed.Count);
        Assert.Equal(("sealed class", "torch.nn.Module<torch.Tensor, torch.Tensor>"), Listed.TypeOf("Linear"));
        Assert.True(Listed.HasMember("enum sbyte torch.ScalarType.Float32 = 6"));
    }

    [Theory]
    [InlineData(
        "torch.Linear(long inputSize, long outputSize, bool hasBias = true, torch.Device? device = null, torch.ScalarType? dtype = null) : Linear  [static]",
        "static torch.Linear(long inputSize, long outputSize, bool hasBias = true, torch.Device device = null, torch.ScalarType? dtype = null) : Linear")]
    [InlineData(
        "DisposeScope.Detach<T1, T2>(T1 first, T2 second) : (T1, T2) /*first, second*/ where T1 : IDisposable where T2 : IDisposable",
        "DisposeScope.Detach<T1, T2>(T1 first, T2 second) : (T1, T2)")]
    [InlineData("torch.nn.Module.name : string?  [protected field]", "protected field torch.nn.Module.name : string")]
    [InlineData("torch.CPU : torch.Device  [static readonly field]", "static readonly field torch.CPU : torch.Device")]
    public void Canonical_OfAListedLine_DropsWhatDoesNotBind(string line, string expected) =>
        Assert.Equal(expected, new ApiList(["torch.ScalarType.Float32 = 6  [enum sbyte]"]).Canonical(line));

    [Fact]
    public void Missing_OfAFaithfulType_IsEmpty() => Assert.Empty(ApiOf.Missing([typeof(Faithful), typeof(Faithful.Part<>)], new ApiList(FaithfulLines)));

    [Theory]
    [InlineData("double lr = 0.001", "double rate = 0.001")]
    [InlineData("double lr = 0.001", "double lr = 0.01")]
    [InlineData("double lr = 0.001, long? count = null", "long? count = null, double lr = 0.001")]
    [InlineData("long? count", "long count")]
    [InlineData("{ get; set; } : (int, bool)", "{ get; } : (int, bool)")]
    [InlineData("step(params long[] sizes)", "step(long[] sizes)")]
    [InlineData("[static]", "")]
    [InlineData("[class, namespace", "[sealed class, namespace")]
    [InlineData(".hidden() : void  [protected]", ".hidden() : void")]
    [InlineData("Faithful.Part<T>.at(T where, out string text)", "Faithful.Part<T>.at(T where, ref string text)")]
    public void Missing_OfATypeThatDiffers_NamesTheDifference(string ours, string listed)
    {
        var changed = FaithfulLines.Select(line => line.Replace(ours, listed, StringComparison.Ordinal)).ToList();
        Assert.NotEqual(FaithfulLines, changed);
        Assert.NotEmpty(ApiOf.Missing([typeof(Faithful), typeof(Faithful.Part<>)], new ApiList(changed)));
    }

    [Fact]
    public void Missing_OfARenamedParameter_ShowsTheNearestListedSignature()
    {
        var changed = FaithfulLines.Select(line => line.Replace("double lr", "double rate", StringComparison.Ordinal)).ToList();
        string complaint = Assert.Single(ApiOf.Missing([typeof(Faithful)], new ApiList(changed)));
        Assert.Contains("double lr = 0.001", complaint, StringComparison.Ordinal);
        Assert.Contains("listed: ", complaint, StringComparison.Ordinal);
        Assert.Contains("double rate = 0.001", complaint, StringComparison.Ordinal);
    }

    private static readonly string[] FaithfulLines =
    [
        "ApiSubsetTests  [class, namespace AttentionLab.Torch.Tests]",
        "ApiSubsetTests.Faithful  [class, namespace AttentionLab.Torch.Tests]",
        "ApiSubsetTests.Faithful..ctor(double lr = 0.001, long? count = null)",
        "ApiSubsetTests.Faithful.Sizes { get; set; } : (int, bool)",
        "ApiSubsetTests.Faithful.step(params long[] sizes) : IEnumerable<string>?  [virtual]",
        "ApiSubsetTests.Faithful.operator +(ApiSubsetTests.Faithful a, ApiSubsetTests.Faithful b) : ApiSubsetTests.Faithful  [static]",
        "ApiSubsetTests.Faithful.hidden() : void  [protected]",
        "ApiSubsetTests.Faithful.Part<T>  [abstract class, namespace AttentionLab.Torch.Tests]",
        "ApiSubsetTests.Faithful.Part<T>..ctor()  [protected]",
        "ApiSubsetTests.Faithful.Part<T>.at(T where, out string text) : Func<T, (long, T)>",
    ];

    /// <summary>Written as its lines above say.</summary>
    public class Faithful
    {
        public Faithful(double lr = 0.001, long? count = null) => Sizes = ((int)(count ?? 0), lr > 0);

        public (int count, bool positive) Sizes { get; set; }

        public static Faithful operator +(Faithful a, Faithful b) => a.Sizes.positive ? a : b;

        public virtual IEnumerable<string>? step(params long[] sizes) => sizes.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture));

        protected void hidden() => Sizes = default;

        public abstract class Part<T>
        {
            public Func<T, (long, T)> at(T where, out string text)
            {
                text = $"{where}";
                return given => (1, given);
            }
        }
    }
}

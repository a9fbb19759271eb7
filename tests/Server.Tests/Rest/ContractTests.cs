// The types that scripts import are those that the server describes, and the description says all that scripts rely on.
using System.Text.Json;
using AttentionLab.Bench;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class ContractTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Contract_Committed_IsWhatTheServerDescribes()
    {
        string described = ContractWriter.Write(await server.Get("/openapi/v1.json")), committed = await File.ReadAllTextAsync(Path.Combine(Root(), ContractWriter.Path));
        Assert.True(described == committed.ReplaceLineEndings("\n"), $"{ContractWriter.Path} is not what /openapi/v1.json says ({FirstDifference(described, committed)}). Write it anew: {ContractWriter.Command}");
    }

    [Theory]
    [InlineData("Frame")]
    [InlineData("FrameRequest")]
    [InlineData("Metrics")]
    [InlineData("GeneratedToken")]
    [InlineData("GenerateRequest")]
    [InlineData("RunInfo")]
    public async Task OpenApi_WhatTheHubTakesOrSends_IsDescribed(string type) =>
        Assert.NotEmpty(Schema(await server.Get("/openapi/v1.json"), type).GetProperty("properties").EnumerateObject());

    [Theory]
    [InlineData("EngineInfo", "name", "torchsharp managed")]
    [InlineData("EngineInfo", "device", "cpu cuda ")]
    [InlineData("NewRun", "engine", "torchsharp managed ")]
    [InlineData("CellChoice", "set", "forbid force scale ")]
    [InlineData("RunInfo", "precision", "float32")]
    public async Task OpenApi_TextThatIsAChoice_SaysItsValues(string type, string property, string values) =>
        Assert.Equal(values.Split(' '), Values(Schema(await server.Get("/openapi/v1.json"), type).GetProperty("properties").GetProperty(property)));

    [Theory]
    [InlineData("Mixer", typeof(Mixer))]
    [InlineData("Activation", typeof(Activation))]
    [InlineData("OptimizerKind", typeof(OptimizerKind))]
    public async Task OpenApi_EnumWithAConverterOfItsOwn_SaysItsValues(string name, Type type) =>
        Assert.Equal(Enum.GetNames(type).Select(value => value.ToLowerInvariant()), Values(Schema(await server.Get("/openapi/v1.json"), name)));

    /// <summary>What a request may say of a model and its training is what the settings themselves can be.</summary>
    [Theory]
    [InlineData("ModelOverrides", "mixer", typeof(Mixer))]
    [InlineData("ModelOverrides", "activation", typeof(Activation))]
    [InlineData("TrainingOverrides", "optimizer", typeof(OptimizerKind))]
    public async Task OpenApi_ChoiceInARequest_IsThatOfTheSetting(string type, string property, Type setting) =>
        Assert.Equal([.. Enum.GetNames(setting).Select(value => value.ToLowerInvariant()), ""], Values(Schema(await server.Get("/openapi/v1.json"), type).GetProperty("properties").GetProperty(property)));

    [Fact]
    public async Task OpenApi_Answer_HasAllItsProperties()
    {
        var run = Schema(await server.Get("/openapi/v1.json"), "RunInfo");
        Assert.Equal(run.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(), run.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Order());
    }

    private static JsonElement Schema(JsonElement document, string name) => document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static IEnumerable<string> Values(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(value => value.GetString() ?? "");

    private static string FirstDifference(string described, string committed)
    {
        string[] now = described.Split('\n'), then = committed.ReplaceLineEndings("\n").Split('\n');
        int line = now.Zip(then).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1} is '{then.ElementAtOrDefault(line)}', described is '{now.ElementAtOrDefault(line)}'";
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AttentionLab.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("No AttentionLab.sln above " + AppContext.BaseDirectory);
    }
}

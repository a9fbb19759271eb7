// The list of runs over REST: searched, sorted, a part at a time; and with many runs that were there before.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class RunListTests
{
    [Fact]
    public async Task GetRuns_SearchSortAndPart_GivesThose()
    {
        using var server = new LabServer();
        foreach (var (name, steps) in new[] { ("first", 3), ("second", 5), ("other", 4) }) await server.StartAndFinish(LabServer.Tiny(steps) with { Name = name });
        Assert.Equal(["other", "second", "first"], await Names(server, ""));
        Assert.Equal(["second", "other", "first"], await Names(server, "?sort=-step"));
        Assert.Equal(["other"], await Names(server, "?sort=-step&skip=1&take=1"));
        Assert.Equal(["other", "second"], await Names(server, "?search=steps%3E3"));
        Assert.Equal(["first"], await Names(server, "?search=-second%20-other%20layers%3D3"));
        Assert.Equal(["first", "other", "second"], await Names(server, "?sort=bytes"));
    }

    [Theory]
    [InlineData("search=foo%3D1", "search", "'foo' is nothing that runs are searched by")]
    [InlineData("sort=loss", "sort", "'loss' is no order")]
    [InlineData("take=-1", "take", "-1 is not allowed")]
    public async Task GetRuns_WhatCannotBe_SaysWhy(string query, string field, string said)
    {
        using var server = new LabServer();
        Assert.Contains(said, (await Problem.Of(await server.Http.GetAsync($"/api/runs?{query}"))).Errors[field]);
    }

    [Fact]
    public async Task Runs_CopiedAndChangedByHand_AreListedAsTheyAreAfterARestart()
    {
        using var folder = new TempFolder();
        string id;
        using (var first = new LabServer(folder.Path)) id = (await first.StartAndFinish(LabServer.Tiny(4) with { Tokens = new() { Kind = TokenChoice.BytePairs, Vocabulary = 300 } })).Id;
        string record = File.ReadAllText(folder[$"runs/{id}/run.json"]);
        for (int i = 0; i < 30; i++)
        {
            Directory.CreateDirectory(folder[$"runs/copy-{i}/checkpoints"]);
            foreach (string file in Directory.GetFiles(folder[$"runs/{id}"], "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(folder[$"runs/copy-{i}"], Path.GetRelativePath(folder[$"runs/{id}"], file)));
            File.WriteAllText(folder[$"runs/copy-{i}/run.json"], record.Replace(id, $"copy-{i}").Replace("\"steps\": 4", $"\"steps\": {4 + i}"));
        }
        Directory.Delete(folder["runs/copy-7"], recursive: true);
        using var second = new LabServer(folder.Path);
        Assert.Equal(30, second.Lab.Runs.Count);
        Assert.Null(second.Lab.Find("copy-7"));
        Assert.Equal(16, second.Lab.Find("copy-12")!.Steps);
        Assert.Equal(second.Lab.Find(id)!.ProbeTokens, second.Lab.Find("copy-29")!.ProbeTokens);
        Assert.Equal(second.Lab.MetricsOf(id).TrainLoss, second.Lab.MetricsOf("copy-3").TrainLoss);
    }

    private static async Task<IEnumerable<string>> Names(LabServer server, string query) =>
        (await server.Get("/api/runs" + query)).EnumerateArray().Select(run => run.GetProperty("name").GetString()!);
}

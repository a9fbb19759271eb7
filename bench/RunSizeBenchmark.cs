// What a run takes on the disk: a real run on a real server, file by file.
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AttentionLab.Bench;

internal static class RunSizeBenchmark
{
    public static async Task Run(string[] arguments)
    {
        string preset = arguments.ElementAtOrDefault(0) ?? "small";
        int steps = int.Parse(arguments.ElementAtOrDefault(1) ?? "5000", CultureInfo.InvariantCulture);
        using var server = await LabProcess.Start();
        using var made = await server.Http.PostAsJsonAsync("/api/runs", new { preset, corpus = "play", steps });
        made.EnsureSuccessStatusCode();
        string id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        JsonElement info;
        do
        {
            await Task.Delay(500);
            info = await server.Http.GetFromJsonAsync<JsonElement>($"/api/runs/{id}");
        }
        while (info.GetProperty("status").GetString() == "running");
        var kept = await server.Http.GetFromJsonAsync<JsonElement>($"/api/runs/{id}/attention/steps");
        int[] frames = [.. kept.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32())];
        Console.WriteLine($"{preset}, {info.GetProperty("step").GetInt32()} steps, {info.GetProperty("status").GetString()}: {frames.Length} frames, {frames.Count(step => step <= 100)} of them up to step 100");
        var folder = new DirectoryInfo(Path.Combine(server.Data, "runs", id));
        Console.WriteLine("| file | bytes |");
        Console.WriteLine("|---|---|");
        foreach (var file in folder.GetFiles().OrderByDescending(file => file.Length)) Row(file.Name, file.Length);
        Row("all of these", folder.GetFiles().Sum(file => file.Length));
        var checkpoints = folder.GetDirectories("checkpoints")[0].GetFiles();
        Row($"{checkpoints.Length} checkpoints", checkpoints.Sum(file => file.Length));
    }

    private static void Row(string name, long bytes) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {bytes:N0} |"));
}

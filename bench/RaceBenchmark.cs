// What a race costs: four small rungs raced, next to the same four trained one after the other, in the same server.
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AttentionLab.Bench;

/// <remarks>Everything that the server does counts, from creation to the last record: steps, estimates, samples, frames, checkpoints. Rounds alternate, so that a busy moment hits both.</remarks>
internal static class RaceBenchmark
{
    private static readonly string[] Rungs = ["one-head", "many-heads", "feed-forward", "residual"];

    public static async Task Run(string[] arguments)
    {
        int steps = int.Parse(arguments.ElementAtOrDefault(0) ?? "2000", CultureInfo.InvariantCulture);
        int rounds = int.Parse(arguments.ElementAtOrDefault(1) ?? "5", CultureInfo.InvariantCulture);
        using var server = await LabProcess.Start();
        await Alone(server, steps / 4); // what is compiled at first use
        await Race(server, steps / 4);
        Console.WriteLine($"{string.Join(", ", Rungs)}: {steps} steps each, {Environment.ProcessorCount} cores");
        Console.WriteLine("| round | one after the other | race | race costs |");
        Console.WriteLine("|---|---|---|---|");
        var (alone, race) = (new List<double>(), new List<double>());
        for (int round = 1; round <= rounds; round++)
        {
            alone.Add(await Alone(server, steps));
            race.Add(await Race(server, steps));
            Row(round.ToString(CultureInfo.InvariantCulture), alone[^1], race[^1]);
        }
        Row("fastest", alone.Min(), race.Min());
    }

    private static void Row(string name, double alone, double race) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {alone:F2} s | {race:F2} s | {(race / alone - 1) * 100:+0.0;-0.0} % |"));

    private static async Task<double> Alone(LabProcess server, int steps)
    {
        double seconds = 0;
        foreach (string preset in Rungs) seconds += await Seconds(server, "runs", new { preset, corpus = "play", steps });
        return seconds;
    }

    private static Task<double> Race(LabProcess server, int steps) =>
        Seconds(server, "races", new { corpus = "play", steps, racers = Rungs.Select(preset => new { preset }) });

    /// <returns>From the run's or the race's creation until the last record says that it is finished: asking for it seldom disturbs little and costs no exactness.</returns>
    private static async Task<double> Seconds(LabProcess server, string kind, object request)
    {
        using var made = await server.Http.PostAsJsonAsync($"/api/{kind}", request);
        made.EnsureSuccessStatusCode();
        var info = await made.Content.ReadFromJsonAsync<JsonElement>();
        string path = $"/api/{kind}/{info.GetProperty("id").GetString()}";
        while (info.GetProperty("status").GetString() == "running")
        {
            await Task.Delay(200);
            info = await server.Http.GetFromJsonAsync<JsonElement>(path);
        }
        string status = info.GetProperty("status").GetString()!;
        if (status != "finished") throw new InvalidOperationException($"{path} is {status}.");
        IEnumerable<JsonElement> runs = kind == "races" ? info.GetProperty("runs").EnumerateArray() : [info];
        var end = runs.Max(run => File.GetLastWriteTimeUtc(Path.Combine(server.Data, "runs", run.GetProperty("id").GetString()!, "run.json")));
        return (end - info.GetProperty("created").GetDateTimeOffset().UtcDateTime).TotalSeconds;
    }
}

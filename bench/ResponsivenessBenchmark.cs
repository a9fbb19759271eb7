// How long pages and REST answers take while the server trains at full speed: a real server, requests at a steady rate.
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AttentionLab.Bench;

/// <remarks>
/// A request's time runs from when it was due, whether or not earlier ones have been answered, so that a stall counts for
/// all who would have met it. This process asks from the same cores. Settings of the server are taken from the environment (LAB__NICENESS=5).
/// </remarks>
internal static class ResponsivenessBenchmark
{
    private const int PerSecond = 50;

    public static async Task Run(string[] arguments)
    {
        double seconds = double.Parse(arguments.ElementAtOrDefault(0) ?? "20", CultureInfo.InvariantCulture);
        string[] presets = arguments.Length > 1 ? arguments[1..] : ["small", "medium"];
        using var server = await LabProcess.Start();
        var client = server.Http;
        Console.WriteLine($"{Environment.ProcessorCount} cores, {PerSecond} requests a second for {seconds} s each; milliseconds");
        Console.WriteLine("                       page: p50     p99     max      REST: p50     p99     max    steps/s");
        await Measure(client, null, 5); // what is compiled at first use
        Report("no training", await Measure(client, null, seconds), null);
        foreach (string preset in presets)
        {
            string run = await Train(client, preset);
            await Measure(client, run, 4);
            int before = await StepOf(client, run);
            var times = await Measure(client, run, seconds);
            Report($"training {preset}", times, (await StepOf(client, run) - before) / seconds);
            (await client.PostAsync($"/api/runs/{run}/stop", null)).EnsureSuccessStatusCode();
        }
    }

    private static async Task<(double[] Pages, double[] Answers)> Measure(HttpClient client, string? run, double seconds)
    {
        string[] addresses = run is null
            ? ["/", "/api/runs", "/", "/api/presets"]
            : ["/", "/api/runs", "/", $"/api/runs/{run}", "/", $"/api/runs/{run}/metrics", "/", $"/api/runs/{run}/attention?step=latest"];
        var requests = new List<(bool Page, Task<double> Time)>();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < seconds * PerSecond; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / PerSecond);
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait) await Task.Delay(wait);
            string address = addresses[i % addresses.Length];
            requests.Add((address == "/", Ask(client, address, start + (long)(due.TotalSeconds * Stopwatch.Frequency))));
        }
        await Task.WhenAll(requests.Select(request => request.Time));
        double[] Sorted(bool page) => [.. requests.Where(request => request.Page == page).Select(request => request.Time.Result).Order()];
        return (Sorted(true), Sorted(false));
    }

    private static async Task<double> Ask(HttpClient client, string address, long due)
    {
        using var answer = await client.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(due).TotalMilliseconds;
    }

    private static void Report(string name, (double[] Pages, double[] Answers) times, double? steps)
    {
        string Part(double[] sorted) => string.Create(CultureInfo.InvariantCulture, $"{At(sorted, 0.5),8:F1}{At(sorted, 0.99),8:F1}{sorted[^1],8:F1}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{Part(times.Pages)}      {Part(times.Answers)}{steps,11:F1}"));
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static async Task<string> Train(HttpClient client, string preset)
    {
        using var made = await client.PostAsJsonAsync("/api/runs", new { preset, corpus = "play", steps = 100_000 });
        made.EnsureSuccessStatusCode();
        string run = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        while (await StepOf(client, run) < 3) await Task.Delay(100);
        return run;
    }

    private static async Task<int> StepOf(HttpClient client, string run) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/runs/{run}")).GetProperty("step").GetInt32();
}

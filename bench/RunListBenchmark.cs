// What a thousand old runs cost: the server's start next to that with none, the list over REST, its page, and a look at the disk.
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AttentionLab.Bench;

/// <remarks>The runs are copies of one that was trained for it, under ids, names and times of their own. A start counts from the process's launch, runtime and all; rounds alternate between the two folders.</remarks>
internal static class RunListBenchmark
{
    private const int Requests = 20;

    public static async Task Run(string[] arguments)
    {
        int count = int.Parse(arguments.ElementAtOrDefault(0) ?? "1000", CultureInfo.InvariantCulture);
        int rounds = int.Parse(arguments.ElementAtOrDefault(1) ?? "5", CultureInfo.InvariantCulture);
        string empty = Directory.CreateTempSubdirectory("attentionlab-bench-").FullName, full = Directory.CreateTempSubdirectory("attentionlab-bench-").FullName;
        try
        {
            await Fill(full, count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} runs, {Directory.GetFiles(full, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1e6:F0} MB, {Environment.ProcessorCount} cores, milliseconds"));
            Console.WriteLine("| round | start, no runs | start | costs | with the first list, no runs | with the first list | costs | list p50 / max | search and sort p50 / max | page p50 / max | disk use p50 / max |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
            var (without, with) = (new List<Times>(), new List<Times>());
            for (int round = 1; round <= rounds; round++)
            {
                without.Add(await Measure(empty));
                with.Add(await Measure(full));
                Row(round.ToString(CultureInfo.InvariantCulture), without[^1], with[^1]);
            }
            Row("fastest", Fastest(without), Fastest(with));
        }
        finally
        {
            Directory.Delete(empty, true);
            Directory.Delete(full, true);
        }
    }

    private static void Row(string name, Times without, Times with) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {without.Start:F0} | {with.Start:F0} | {Cost(without.Start, with.Start)} | {without.FirstList:F0} | {with.FirstList:F0} | {Cost(without.FirstList, with.FirstList)} | {with.List} | {with.Search} | {with.Page} | {with.Disk} |"));

    private static string Cost(double without, double with) => string.Create(CultureInfo.InvariantCulture, $"{(with / without - 1) * 100:+0.0;-0.0} %");

    private static Times Fastest(IReadOnlyList<Times> times) => new(times.Min(time => time.Start), times.Min(time => time.FirstList),
        times.MinBy(time => time.List.Half)!.List, times.MinBy(time => time.Search.Half)!.Search, times.MinBy(time => time.Page.Half)!.Page, times.MinBy(time => time.Disk.Half)!.Disk);

    /// <summary>One server: from its launch until it is ready, then with its first list, then requests of each kind.</summary>
    private static async Task<Times> Measure(string data)
    {
        long launched = Stopwatch.GetTimestamp();
        using var server = await LabProcess.Start(data);
        double start = Stopwatch.GetElapsedTime(launched).TotalMilliseconds;
        await server.Http.GetByteArrayAsync("/api/runs");
        double list = Stopwatch.GetElapsedTime(launched).TotalMilliseconds;
        return new(start, list, await Ask(server, "/api/runs", 0), await Ask(server, "/api/runs?search=copy%20layers%3D2&sort=valLoss", 0), await Ask(server, "/runs", 0), await Ask(server, "/api/disk", 2100));
    }

    /// <param name="pause">Milliseconds between requests, so that an answer is not shared.</param>
    private static async Task<Span> Ask(LabProcess server, string path, int pause)
    {
        var times = new List<double>();
        for (int i = 0; i < (pause > 0 ? 3 : Requests); i++)
        {
            await Task.Delay(pause);
            long asked = Stopwatch.GetTimestamp();
            await server.Http.GetByteArrayAsync(path);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        times.Sort();
        return new(times[times.Count / 2], times[^1]);
    }

    /// <summary>Trains one small run, and copies it.</summary>
    private static async Task Fill(string data, int count)
    {
        string original;
        using (var server = await LabProcess.Start(data))
        {
            using var made = await server.Http.PostAsJsonAsync("/api/runs", new { preset = "tiny", corpus = "play", steps = 60, name = "original", model = new { layers = 2, heads = 2, channels = 16 }, training = new { evalEvery = 20, evalBatches = 1 } });
            made.EnsureSuccessStatusCode();
            original = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            while ((await server.Http.GetFromJsonAsync<JsonElement>($"/api/runs/{original}")).GetProperty("status").GetString() != "finished") await Task.Delay(50);
        }
        string source = Path.Combine(data, "runs", original), record = File.ReadAllText(Path.Combine(source, "run.json"));
        using var json = JsonDocument.Parse(record);
        string created = json.RootElement.GetProperty("created").GetString()!;
        for (int i = 1; i < count; i++)
        {
            var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(37 * i);
            string id = string.Create(CultureInfo.InvariantCulture, $"{time:yyyyMMdd-HHmmss}-{i:x4}"), target = Path.Combine(data, "runs", id);
            Directory.CreateDirectory(Path.Combine(target, "checkpoints"));
            foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)), overwrite: true);
            File.WriteAllText(Path.Combine(target, "run.json"), record.Replace(original, id).Replace(created, time.ToString("O", CultureInfo.InvariantCulture)).Replace("\"original\"", $"\"copy {i}\""));
        }
    }

    private sealed record Times(double Start, double FirstList, Span List, Span Search, Span Page, Span Disk);

    private sealed record Span(double Half, double Most)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Half:F1} / {Most:F1}");
    }
}

// The same rung trained by PyTorch: peer_ladder.py with the preset's settings.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Bench;

internal static class LadderPeer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The validation loss of every seed.</summary>
    public static double[] Losses(string text, GptConfig model, TrainingConfig training, int seeds)
    {
        string settings = JsonSerializer.Serialize(new { model, training }, Json);
        string[] numbers = [.. Enumerable.Range(1337, seeds).Select(seed => seed.ToString(CultureInfo.InvariantCulture))];
        string script = Path.Combine(AppContext.BaseDirectory, "peer_ladder.py");
        var start = new ProcessStartInfo(PyTorchPeer.Python, [script, text, settings, .. numbers]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (lines.Length != seeds) throw new ArgumentException($"peer_ladder.py gave {lines.Length} results instead of {seeds}.");
        return [.. lines.Select(line => double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];
    }
}

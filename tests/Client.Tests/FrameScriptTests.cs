// The TypeScript that reads attention frames, held to the same golden bytes as the C# that writes them.
using System.Text.Json;

namespace AttentionLab.Client.Tests;

public class FrameScriptTests
{
    private const int Heads = 3, Tokens = 4;

    private static readonly string Golden = Convert.ToBase64String(File.ReadAllBytes(GoldenPath()));

    [Fact]
    public void Decode_GoldenFrame_ReadsTheHeader()
    {
        var frame = Decode("({ step: f.step, layers: f.layers, heads: f.heads, tokens: f.tokens, masked: f.masked, firstLayer: f.firstLayer, firstHead: f.firstHead })");
        Assert.Equal("""{"step":1234,"layers":2,"heads":3,"tokens":4,"masked":true,"firstLayer":0,"firstHead":0}""", frame.GetRawText());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Decode_GoldenFrame_ReadsEveryRowOfAHead(int layer, int head)
    {
        int index = layer * Heads + head;
        var maxima = Decode($"Array.from(f.maxima.slice({index * Tokens}, {(index + 1) * Tokens}))").Deserialize<double[]>()!;
        var cells = Decode($"Array.from(f.cells.slice({index} * f.cellsPerHead, {index + 1} * f.cellsPerHead))").Deserialize<int[]>()!;
        for (int row = 0, at = 0; row < Tokens; row++)
        {
            var parts = Enumerable.Range(0, row + 1).Select(key => key + 1.0 + layer + 2 * head).ToArray();
            var weights = parts.Select(part => part / parts.Sum()).ToArray();
            Assert.Equal(weights.Max(), maxima[row], 1e-3); // half precision
            foreach (double weight in weights) Assert.Equal(weight, cells[at++] / 255.0 * maxima[row], 3e-3); // 8 bits of the row's maximum
        }
    }

    [Theory]
    [InlineData("m.decodeFrame(new Uint8Array(3))", "at least 20 bytes")]
    [InlineData("m.decodeFrame(new Uint8Array(64))", "begins with ATLF")]
    public void Decode_NotAFrame_SaysWhatCame(string call, string message) =>
        Assert.Contains(message, ScriptModule.Evaluate<string>("frame", $"(() => {{ try {{ {call}; return ''; }} catch (e) {{ return e.message; }} }})()"));

    private static JsonElement Decode(string view) => ScriptModule.Evaluate("frame", $"(f => {view})(m.decodeFrameBase64('{Golden}'))");

    private static string GoldenPath()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "Server.Tests", "Goldens", "frame.bin");
    }
}

// What the key-value cache saves: a token at the end of a full context with it and without it, next to PyTorch both ways.
using System.Diagnostics;
using static TorchSharp.torch;

namespace AttentionLab.Bench;

internal static class WindowBenchmark
{
    private const int Rounds = 8, Last = 32;

    public static void Run(string[] presets)
    {
        string? missing = PyTorchPeer.Unavailable();
        if (missing != null) Console.WriteLine($"No peer: {missing}. Only our own times follow.");
        foreach (string name in presets.Length > 0 ? presets : ["scaled"])
        {
            if (Presets.Find(name) is { } preset) Measure(preset, missing == null);
            else Console.WriteLine($"No preset '{name}'; there are {string.Join(", ", Presets.All.Select(one => one.Name))}.");
        }
    }

    private static void Measure(Preset preset, bool withPeer)
    {
        GptConfig config = preset.Model with { Dropout = 0 };
        using var gpt = new Gpt(config, 1337);
        gpt.eval();
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        double cached = double.PositiveInfinity, anew = double.PositiveInfinity, whole = double.PositiveInfinity;
        for (int i = 0; i < 2; i++) (cached, anew, whole) = (Cached(model), Anew(model), Whole(gpt));
        List<PyTorchPeer> kept = withPeer ? [.. PyTorchPeer.Fastest(PyTorchPeer.StartFew(config, "peer_generate.py"), 2 * config.Context)] : [];
        List<PyTorchPeer> windows = withPeer ? [.. PyTorchPeer.Fastest(PyTorchPeer.StartFew(config, "peer_window.py"), 8)] : [];
        for (int round = 0; round < Rounds; round++)
        {
            cached = Math.Min(cached, Cached(model));
            anew = Math.Min(anew, Anew(model));
            whole = Math.Min(whole, Whole(gpt));
            foreach (PyTorchPeer peer in kept) peer.Steps(config.Context);
            foreach (PyTorchPeer peer in windows) peer.Steps(6);
        }
        Console.WriteLine($"{preset.Name}: {config.Layers} layers, {config.Heads} heads, {config.Channels} channels; milliseconds a token at a context of {config.Context}, {Environment.ProcessorCount} threads or PyTorch's better number of them");
        Console.WriteLine($"  {"AttentionLab, with the cache",-62}{cached,10:F3} ms");
        Console.WriteLine($"  {"AttentionLab, window anew, last layer for one token",-62}{anew,10:F3} ms  {anew / cached,6:F1} times as long");
        Console.WriteLine($"  {"AttentionLab, window anew, all of it",-62}{whole,10:F3} ms  {whole / cached,6:F1} times as long");
        Print("with a cache", kept, cached);
        Print("window anew, as nanoGPT does", windows, cached);
    }

    private static void Print(string way, List<PyTorchPeer> peers, double cached)
    {
        if (peers.MinBy(peer => peer.Best) is { } best)
            Console.WriteLine($"  {$"PyTorch, {way}",-62}{best.Best,10:F3} ms  {best.Best / cached,6:F1} times as long  ({best.Description}; {best.Name})");
        foreach (PyTorchPeer peer in peers) peer.Dispose();
    }

    // The last tokens of a text that fills the context.
    private static double Cached(InferenceModel model)
    {
        var settings = new SamplerSettings { Tokens = model.Config.Context, Candidates = 0 };
        using var tokens = model.Generate([1], settings).GetEnumerator();
        for (int i = 0; i < model.Config.Context - Last; i++) tokens.MoveNext();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Last; i++) tokens.MoveNext();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Last;
    }

    // Tokens beyond the context: every one moves the window.
    private static double Anew(InferenceModel model)
    {
        var settings = new SamplerSettings { Tokens = 5, Candidates = 0 };
        using var tokens = model.Generate(new int[model.Config.Context], settings).GetEnumerator();
        tokens.MoveNext();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 4; i++) tokens.MoveNext();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / 4;
    }

    private static double Whole(Gpt gpt)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 4; i++) gpt.call(tensor(new long[gpt.Config.Context], [1, gpt.Config.Context])); // (1, T, V)
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / 4;
    }
}

// Trains every small rung of the ladder as the lecture does and holds its validation loss to the lecture's and to PyTorch's.
using System.Diagnostics;
using System.Globalization;

namespace AttentionLab.Bench;

internal static class LadderBenchmark
{
    /// <summary>The small rungs, and the validation loss that the lecture shows for them.</summary>
    private static readonly (string Preset, double? Lecture)[] Rungs =
    [
        ("bigram", 2.50), ("average", null), ("one-head", 2.41), ("many-heads", 2.28),
        ("feed-forward", 2.24), ("residual", 2.08), ("layer-norm", 2.06), ("wavenet", null),
    ];

    private static readonly Dictionary<string, string> Defaults = new() { ["text"] = "", ["seeds"] = "3", ["steps"] = "5000", ["rungs"] = "", ["pytorch"] = "yes", ["out"] = "" };

    public static string Help => "--text=PATH --seeds=3 --steps=5000 --rungs=NAME,NAME --pytorch=yes|no --out=FILE.md";

    public static void Run(string[] arguments)
    {
        try
        {
            Run(Parse(arguments));
        }
        catch (Exception error) when (error is ArgumentException or ModelException)
        {
            Console.WriteLine(error.Message);
            Environment.ExitCode = 1;
        }
    }

    private static void Run(Dictionary<string, string> options)
    {
        int seeds = Whole(options, "seeds"), steps = Whole(options, "steps");
        string[] chosen = options["rungs"].Length > 0 ? options["rungs"].Split(',') : [.. Rungs.Select(rung => rung.Preset)];
        if (chosen.FirstOrDefault(name => Rungs.All(rung => rung.Preset != name)) is { } unknown)
            throw new ArgumentException($"'{unknown}' is not a small rung; there are {string.Join(", ", Rungs.Select(rung => rung.Preset))}.");
        string path = options["text"].Length > 0 ? options["text"] : Environment.GetEnvironmentVariable("ATTENTIONLAB_TINYSHAKESPEARE") ?? "";
        var corpus = new TinyShakespeare(path, Path.GetTempPath()).Load().GetAwaiter().GetResult();
        string? noPeer = options["pytorch"] == "no" ? "--pytorch=no" : PyTorchPeer.Unavailable();
        if (noPeer is not null) Console.WriteLine($"Without PyTorch: {noPeer}.");
        var results = new List<LadderResult>();
        foreach (var (name, lecture) in Rungs.Where(rung => chosen.Contains(rung.Preset)))
        {
            Preset preset = Presets.Find(name)!;
            GptConfig model = preset.Model with { Vocabulary = corpus.Tokenizer.Vocabulary };
            TrainingConfig training = preset.Training with { Steps = steps };
            var (ours, seconds) = Ours(model, training, corpus, seeds);
            var result = new LadderResult(preset.Title, model.ParameterCount, training.LearningRate, ours, seconds, lecture,
                noPeer is null ? LadderPeer.Losses(path, model, training, seeds) : []);
            Console.WriteLine(result.Line);
            results.Add(result);
        }
        double total = results.Sum(result => result.Seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All together {total / seeds:F1} s a seed in steps."));
        if (options["out"].Length > 0) File.WriteAllText(options["out"], LadderTable.Write(results, steps, seeds));
    }

    /// <summary>The validation loss of every seed, and the seconds in steps of all.</summary>
    private static (double[] Losses, double Seconds) Ours(GptConfig model, TrainingConfig training, Corpus corpus, int seeds)
    {
        var losses = new double[seeds];
        double seconds = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            using var trainer = new Trainer(model, training, corpus, 1337 + seed);
            long started = Stopwatch.GetTimestamp();
            while (trainer.StepsDone < training.Steps)
                if (!trainer.Step().IsFinite) throw new ModelException($"Loss or gradient were not finite at step {trainer.StepsDone + 1}.");
            seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            losses[seed] = ValidationLoss.Of(trainer.Model, corpus);
        }
        return (losses, seconds);
    }

    private static Dictionary<string, string> Parse(string[] arguments)
    {
        var options = new Dictionary<string, string>(Defaults);
        foreach (string argument in arguments)
        {
            string[] parts = argument.Split('=', 2);
            string name = parts[0].TrimStart('-');
            if (parts.Length != 2 || !options.ContainsKey(name)) throw new ArgumentException($"'{argument}' is not known; the options are {Help}");
            options[name] = parts[1];
        }
        return options;
    }

    private static int Whole(Dictionary<string, string> options, string name) =>
        int.TryParse(options[name], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value : throw new ArgumentException($"--{name}={options[name]}: it must be a whole number above 0, such as {Defaults[name]}.");
}

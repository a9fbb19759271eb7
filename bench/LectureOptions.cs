// The recipe of the lecture benchmark and its command line: the defaults are the best recipe found.
using System.Globalization;

namespace AttentionLab.Bench;

/// <param name="Folder">Where checkpoints go; null keeps none.</param>
/// <param name="Threads">0 takes all.</param>
internal sealed record LectureOptions(GptConfig Model, TrainingConfig Training, string TextPath, string? Folder, double Target, int Threads)
{
    private const string PathVariable = "ATTENTIONLAB_TINYSHAKESPEARE";

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["text"] = "",
        ["folder"] = "",
        ["target"] = "1.48",
        ["threads"] = "0",
        ["layers"] = "6",
        ["heads"] = "8",
        ["channels"] = "256",
        ["context"] = "256",
        ["dropout"] = "0.1",
        ["activation"] = nameof(Activation.Gelu),
        ["optimizer"] = nameof(OptimizerKind.Muon),
        ["batch"] = "8",
        ["steps"] = "3500",
        ["rate"] = "0.006",
        ["final-rate"] = "0",
        ["warmup"] = "100",
        ["decay"] = "0.1",
        ["clip"] = "1",
        ["eval"] = "250",
    };

    public static string Help => string.Join(' ', Defaults.Select(option => option.Value.Length > 0 ? $"--{option.Key}={option.Value}" : $"--{option.Key}=PATH"));

    /// <exception cref="ArgumentException">An option that is not known, or a value that is no number.</exception>
    public static LectureOptions Parse(string[] arguments)
    {
        var given = new Dictionary<string, string>(Defaults);
        foreach (string argument in arguments)
        {
            string[] parts = argument.Split('=', 2);
            string name = parts[0].TrimStart('-');
            if (parts.Length != 2 || !given.ContainsKey(name)) throw new ArgumentException($"'{argument}' is not known; the options and their defaults are {Help}");
            given[name] = parts[1];
        }
        var model = new GptConfig
        {
            Layers = Whole("layers"),
            Heads = Whole("heads"),
            Channels = Whole("channels"),
            Context = Whole("context"),
            Dropout = Number("dropout"),
            Activation = Named<Activation>("activation"),
        };
        var training = new TrainingConfig
        {
            Optimizer = Named<OptimizerKind>("optimizer"),
            Batch = Whole("batch"),
            Steps = Whole("steps"),
            LearningRate = Number("rate"),
            MinLearningRate = Number("final-rate"),
            Warmup = Whole("warmup"),
            WeightDecay = Number("decay"),
            GradientClip = Number("clip"),
            EvalEvery = Whole("eval"),
        };
        string path = given["text"].Length > 0 ? given["text"] : Environment.GetEnvironmentVariable(PathVariable) ?? "";
        return new(model, training, path, given["folder"].Length > 0 ? given["folder"] : null, Number("target"), Whole("threads"));

        int Whole(string name) => int.TryParse(given[name], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value : throw new ArgumentException($"--{name}={given[name]}: it must be a whole number, such as {Defaults[name]}.");

        T Named<T>(string name)
            where T : struct, Enum => Enum.TryParse(given[name], ignoreCase: true, out T value) && Enum.IsDefined(value)
            ? value : throw new ArgumentException($"--{name}={given[name]}: it must be one of {string.Join(", ", Enum.GetNames<T>())}.");

        double Number(string name) => double.TryParse(given[name], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value : throw new ArgumentException($"--{name}={given[name]}: it must be a number, such as {Defaults[name]}.");
    }
}

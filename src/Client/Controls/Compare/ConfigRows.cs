// What runs are made of, one row a setting, and which rows tell them apart.
using System.Reflection;
using System.Text;
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Compare;

/// <param name="Values">One for each run.</param>
public sealed record ConfigRow(string Group, string Name, IReadOnlyList<string> Values)
{
    public bool Differs => Values.Distinct().Count() > 1;
}

public static class ConfigRows
{
    /// <summary>Every setting of every run. A setting that is added to a contract has its row without being named here.</summary>
    public static IReadOnlyList<ConfigRow> Of(IReadOnlyList<RunInfo> runs, ILab lab) =>
    [
        Row("Run", "Preset", runs, run => RunWords.Preset(lab, run.Preset)),
        Row("Run", "Text", runs, run => RunWords.Corpus(lab, run.Corpus)),
        Row("Run", "Tokens", runs, run => TokensOf(run)),
        Row("Run", "Task", runs, run => run.Task is { } task ? $"length {task.Length}, {task.Symbols} symbols" : null),
        Row("Run", "Seed", runs, run => Here(run, run.Seed)),
        Row("Run", "Engine", runs, run => Here(run, lab.Presets.Engines.TitleOf(run.Engine))),
        Row("Run", "Threads", runs, run => Here(run, run.Threads)),
        Row("Run", "Parameters", runs, run => run.Parameters),
        Row("Run", "Steps done", runs, run => RunWords.Step(run)),
        Row("Run", "Tokens a step", runs, run => Here(run, TokensPerStep(run))),
        Row("Run", "Tokens trained on", runs, run => Here(run, TokensPerStep(run) * run.Step)),
        Row("Run", "Probe text", runs, run => run.Probe.Replace("\n", "↵", StringComparison.Ordinal)),
        .. Settings(typeof(GptConfig)).Select(setting => Row("Model", Words(setting), runs, run => setting.GetValue(run.Model))),
        .. Settings(typeof(TrainingConfig)).Select(setting => Row("Training", Words(setting), runs, run => Here(run, setting.GetValue(run.Training)))),
    ];

    /// <summary>What can be set; what only follows from it has no row.</summary>
    private static IEnumerable<PropertyInfo> Settings(Type settings) => settings.GetProperties().Where(setting => setting.CanWrite);

    private static string TokensOf(RunInfo run) => run.Tokens switch
    {
        null or { Kind: TokenChoice.Characters } => "characters",
        { Kind: TokenChoice.BytePairs } tokens => $"byte pairs, {NumberText.Count(tokens.Vocabulary)}",
        { } tokens => tokens.Kind,
    };

    /// <summary>Of training elsewhere nothing is known.</summary>
    private static object? Here(RunInfo run, object? value) => run.IsImported ? null : value;

    private static long TokensPerStep(RunInfo run) => (long)run.Training.Batch * run.Model.Context;

    private static ConfigRow Row(string group, string name, IReadOnlyList<RunInfo> runs, Func<RunInfo, object?> value) =>
        new(group, name, [.. runs.Select(run => Text(value(run)))]);

    private static string Text(object? value) => value switch
    {
        null => NumberText.None,
        bool on => on ? "on" : "off",
        Enum choice => choice.ToString().ToLowerInvariant(),
        double number => NumberText.Setting(number),
        int or long => NumberText.Count(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => value.ToString() ?? NumberText.None,
    };

    /// <summary>LearningRate as "Learning rate".</summary>
    private static string Words(PropertyInfo setting)
    {
        var words = new StringBuilder();
        foreach (char letter in setting.Name)
            if (words.Length > 0 && char.IsUpper(letter)) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter);
        return words.Replace("Layer norm", "LayerNorm").ToString();
    }
}

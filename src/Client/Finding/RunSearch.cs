// Finds runs by what people type: words of its name, model, text or tags, and settings such as "layers=4" or "valLoss<1.6".
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AttentionLab.Client.Finding;

/// <summary>Every term has to be met; a minus before a term turns it round. Case does not matter.</summary>
public sealed partial class RunSearch
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, Func<RunInfo, object?>> Settings = Known();
    private readonly IReadOnlyList<Term> _terms;

    private RunSearch(IReadOnlyList<Term> terms) => _terms = terms;

    /// <summary>What can stand before = &lt; &gt; &lt;= &gt;=, as it is written in JSON.</summary>
    public static IReadOnlyCollection<string> Names => [.. Settings.Keys];

    /// <exception cref="LabException">A term names no setting, or asks for what it cannot be.</exception>
    public static RunSearch Parse(string? text)
    {
        var terms = new List<Term>();
        foreach (Match match in TermPattern().Matches(text ?? ""))
        {
            string phrase = match.Groups["phrase"].Success ? match.Groups["phrase"].Value : match.Groups["word"].Value;
            string name = match.Groups["name"].Value, sign = match.Groups["sign"].Value.Replace(':', '=');
            if (name.Length > 0) Check(name, sign, phrase);
            if (phrase.Length > 0) terms.Add(new(match.Groups["not"].Length > 0, name, sign, phrase));
        }
        return new(terms);
    }

    /// <summary>Those that are found, in their order.</summary>
    /// <param name="lab">Knows what presets and texts are called.</param>
    public IEnumerable<RunInfo> In(IEnumerable<RunInfo> runs, ILab lab)
    {
        if (_terms.Count == 0) return runs;
        var presets = lab.Presets.Presets.ToDictionary(preset => preset.Name, preset => preset.Title);
        var corpora = lab.Corpora.ToDictionary(corpus => corpus.Id, corpus => corpus.Title);
        return runs.Where(run => _terms.All(term => Meets(run, term, presets.GetValueOrDefault(run.Preset), corpora.GetValueOrDefault(run.Corpus)) != term.Not));
    }

    private static bool Meets(RunInfo run, Term term, string? preset, string? corpus) => term.Name.Length == 0
        ? Words(run).Any(word => Has(word, term.Phrase)) || Has(preset, term.Phrase) || Has(corpus, term.Phrase)
        : Settings[term.Name](run) switch
        {
            null => false,
            IReadOnlyList<string> tags => tags.Any(tag => tag.Equals(term.Phrase, StringComparison.OrdinalIgnoreCase)),
            bool on => on == IsOn(term.Phrase),
            string text => Has(text, term.Phrase),
            var number => Compare(Convert.ToDouble(number, CultureInfo.InvariantCulture), term.Sign, NumberOf(term.Phrase)!.Value),
        };

    private static IEnumerable<string?> Words(RunInfo run) => [run.Name, run.Id, run.Preset, run.Corpus, run.Status.ToString(), run.Engine, NameOf(run.Training.Optimizer), NameOf(run.Model.Mixer), run.Origin, .. run.Tags];

    private static bool Has(string? text, string phrase) => text is not null && text.Contains(phrase, StringComparison.OrdinalIgnoreCase);

    private static bool Compare(double value, string sign, double with) => sign switch
    {
        "<" => value < with,
        ">" => value > with,
        "<=" => value <= with,
        ">=" => value >= with,
        _ => value == with,
    };

    private static bool? IsOn(string phrase) => phrase.ToLowerInvariant() switch
    {
        "on" or "yes" or "true" => true,
        "off" or "no" or "false" => false,
        _ => null,
    };

    private static double? NumberOf(string phrase) => double.TryParse(phrase, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static void Check(string name, string sign, string phrase)
    {
        if (!Settings.TryGetValue(name, out _)) throw Wrong($"'{name}' is nothing that runs are searched by; known are {string.Join(", ", Names)}.");
        var type = Types[name];
        if (type == typeof(bool) && (sign != "=" || IsOn(phrase) is null)) throw Wrong($"'{name}{sign}{phrase}' cannot be asked: {name} is on or off.");
        if (type == typeof(string) && sign != "=") throw Wrong($"'{name}{sign}{phrase}' cannot be asked: {name} is a word, so write {name}=…");
        if (type == typeof(double) && NumberOf(phrase) is null) throw Wrong($"'{name}{sign}{phrase}' cannot be asked: {name} is a number.");
    }

    private static LabException Wrong(string message) => LabException.Field("search", message);

    private static Dictionary<string, Func<RunInfo, object?>> Known()
    {
        var known = new Dictionary<string, Func<RunInfo, object?>>(StringComparer.OrdinalIgnoreCase);
        void Add(string name, Type type, Func<RunInfo, object?> value)
        {
            (known[name], Types[name]) = (value, type == typeof(bool) || type == typeof(string) ? type : typeof(double));
        }

        Add("name", typeof(string), run => run.Name);
        Add("tag", typeof(string), run => run.Tags);
        Add("status", typeof(string), run => run.Status.ToString());
        Add("preset", typeof(string), run => run.Preset);
        Add("corpus", typeof(string), run => run.Corpus);
        Add("tokens", typeof(string), run => run.Tokens?.Kind);
        Add("seed", typeof(long), run => run.Seed);
        Add("parameters", typeof(long), run => run.Parameters);
        Add("step", typeof(int), run => run.Step);
        Add("trainLoss", typeof(double), run => run.TrainLoss);
        Add("valLoss", typeof(double), run => run.ValLoss);
        Add("accuracy", typeof(double), run => run.Accuracy);
        Add("engine", typeof(string), run => run.Engine);
        Add("attends", typeof(bool), run => run.Model.Attends);
        foreach (var setting in Of<GptConfig>()) Add(NameOf(setting), TypeOf(setting), run => ValueOf(setting, run.Model));
        foreach (var setting in Of<TrainingConfig>()) Add(NameOf(setting), TypeOf(setting), run => ValueOf(setting, run.Training));
        return known;
    }

    private static IEnumerable<PropertyInfo> Of<T>() => typeof(T).GetProperties().Where(setting => setting.CanWrite);

    /// <summary>A choice is searched by its word in JSON.</summary>
    private static Type TypeOf(PropertyInfo setting) => setting.PropertyType.IsEnum ? typeof(string) : setting.PropertyType;

    private static object? ValueOf(PropertyInfo setting, object settings) => setting.GetValue(settings) is Enum choice ? NameOf(choice) : setting.GetValue(settings);

    private static string NameOf(Enum choice) => choice.ToString().ToLowerInvariant();

    private static string NameOf(PropertyInfo setting) => JsonNamingPolicy.CamelCase.ConvertName(setting.Name);

    [GeneratedRegex("""(?<not>-?)(?:(?<name>[A-Za-z]+)(?<sign><=|>=|[<>=:]))?(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))""")]
    private static partial Regex TermPattern();

    private sealed record Term(bool Not, string Name, string Sign, string Phrase);
}

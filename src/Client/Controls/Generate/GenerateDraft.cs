// What is set for a text to be written: what stands in the fields, what is wrong with it, and how the address has it.
using System.Collections.Specialized;
using System.Globalization;
using System.Web;
using AttentionLab.Client.Controls.Fields;
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Generate;

/// <summary>One number to set.</summary>
/// <param name="Name">In the address; with a B behind it, what side B has in its place.</param>
/// <param name="Step">How far the arrow keys move it; by 1, it is a whole number.</param>
public sealed record GenerateSetting(string Name, string Label, double Least, double Most, double Usual, double Step, string Hint)
{
    public bool Whole => Step == 1;

    public const string Temperature = "temperature", TopK = "topK", TopP = "topP", Tokens = "tokens", Seed = "seed";

    public static IReadOnlyList<GenerateSetting> All(Limits limits, int vocabulary) =>
    [
        new(Tokens, "Tokens", 1, limits.GeneratedTokens, Math.Min(300, limits.GeneratedTokens), 1, $"1 to {NumberText.Count(limits.GeneratedTokens)}: how many to add"),
        new(Temperature, "Temperature", 0, 10, 0.8, 0.1, "0 to 10; 0 takes the likeliest"),
        new(TopK, "Top-k", 0, vocabulary, 0, 1, $"0 to {NumberText.Count(vocabulary)}: the k likeliest; 0 keeps all"),
        new(TopP, "Top-p", 0.01, 1, 1, 0.05, "0.01 to 1: the fewest that reach p; 1 keeps all"),
        new(Seed, "Seed", 0, int.MaxValue, 1337, 1, "0 to 2,147,483,647: the same seed and weights give the same text"),
    ];

    /// <summary>What is wrong with a number; null where nothing is.</summary>
    public string? Complaint(double value) =>
        value < Least || value > Most ? $"{Say(value)} is not allowed; {Say(Least)} to {Say(Most)} is." : null;

    private static string Say(double number) => Math.Abs(number) < 1e15 ? number.ToString("#,0.####", CultureInfo.InvariantCulture) : number.ToString("0.##e+0", CultureInfo.InvariantCulture);
}

public sealed class GenerateDraft
{
    /// <summary>Side B is written with the weights of side A.</summary>
    public const int AsA = -2;

    private static readonly string[] Compared = [GenerateSetting.Temperature, GenerateSetting.TopK, GenerateSetting.TopP];

    private readonly Dictionary<string, double?> _numbers = [];

    private GenerateDraft(NameValueCollection address, IReadOnlyList<GenerateSetting> settings)
    {
        Prompt = address["prompt"] ?? "";
        Step = StepOf(address["step"], StepChoice.Newest);
        Compare = address["compare"] == "1";
        RunB = address["runB"] ?? "";
        StepB = StepOf(address["stepB"], RunB == "" ? AsA : StepChoice.Newest);
        foreach (var one in settings) _numbers[one.Name] = one.Usual;
        foreach (var one in settings)
            foreach (string name in new[] { one.Name, one.Name + "B" })
                if (double.TryParse(address[name], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && (one.Whole ? Math.Abs(number) < 1e15 && number == Math.Floor(number) : double.IsFinite(number))) _numbers[name] = number;
    }

    /// <summary>As an address has it; a number that is none counts as left out.</summary>
    public static GenerateDraft Of(string query, IReadOnlyList<GenerateSetting> settings) => new(HttpUtility.ParseQueryString(query), settings);

    public string Prompt { get; set; }

    public int Step { get; set; }

    public bool Compare { get; set; }

    /// <summary>Another run for side B; empty for the same.</summary>
    public string RunB { get; set; }

    public int StepB { get; set; }

    /// <summary>What cannot be read as a number, by the name of its setting.</summary>
    public Dictionary<string, string> Unreadable { get; } = [];

    public double? this[string name]
    {
        get => _numbers.GetValueOrDefault(name);
        set => _numbers[name] = value;
    }

    public static bool IsCompared(GenerateSetting setting) => Compared.Contains(setting.Name);

    /// <summary>What is wrong, by field; null where nothing is.</summary>
    public LabException? Wrong(Limits limits, IReadOnlyList<GenerateSetting> settings)
    {
        var errors = new Dictionary<string, string>(Unreadable);
        foreach (var one in settings)
            foreach (string name in Compare && IsCompared(one) ? new[] { one.Name, one.Name + "B" } : [one.Name])
                if (this[name] is { } number && one.Complaint(number) is { } complaint) errors[name] = complaint;
        if (Prompt.Length > limits.PromptCharacters) errors["prompt"] = $"The prompt has {NumberText.Count(Prompt.Length)} characters; at most {NumberText.Count(limits.PromptCharacters)} are allowed.";
        return errors.Count == 0 ? null : new(Refusal.Invalid, string.Join(" ", errors.Values), errors);
    }

    /// <summary>What the script needs to write, and to keep in the address.</summary>
    /// <param name="other">Side B's run; null where it is the same or not there.</param>
    public GenerateAsked Asked(Limits limits, IReadOnlyList<GenerateSetting> settings, RunInfo? other)
    {
        double Number(string name) => this[name] ?? settings.First(one => one.Name == name).Usual;
        double OfB(string name) => this[name + "B"] ?? Number(name);
        bool wrong = Wrong(limits, settings) is not null;
        if (wrong) return new(true, Prompt, 0, null, null, Query(settings));
        var drawing = new GenerateDrawing(StepOrNewest(Step), Number(GenerateSetting.Temperature), (int)Number(GenerateSetting.TopK), Number(GenerateSetting.TopP), (int)Number(GenerateSetting.Seed));
        var sideB = !Compare ? null : new GenerateOther(RunB, other?.Name ?? RunB, other?.Model.Vocabulary, StepB == AsA,
            drawing with { Step = StepB == AsA ? drawing.Step : StepOrNewest(StepB), Temperature = OfB(GenerateSetting.Temperature), TopK = (int)OfB(GenerateSetting.TopK), TopP = OfB(GenerateSetting.TopP) });
        return new(false, Prompt, (int)Number(GenerateSetting.Tokens), drawing, sideB, Query(settings));
    }

    /// <summary>Its part of the address; what is as usual is left out.</summary>
    private Dictionary<string, string> Query(IReadOnlyList<GenerateSetting> settings)
    {
        var query = new Dictionary<string, string>();
        void Set(string name, string? text) { if (!string.IsNullOrEmpty(text)) query[name] = text; }
        Set("step", Step < 0 ? null : Step.ToString(CultureInfo.InvariantCulture));
        Set("prompt", Prompt);
        foreach (var one in settings) Set(one.Name, this[one.Name] is { } number && number != one.Usual ? NumberText.Setting(number) : null);
        if (!Compare) return query;
        Set("compare", "1");
        Set("runB", RunB);
        Set("stepB", StepB >= 0 ? StepB.ToString(CultureInfo.InvariantCulture) : StepB == StepChoice.Newest && RunB == "" ? "newest" : null);
        foreach (string name in Compared) Set(name + "B", this[name + "B"] is { } number ? NumberText.Setting(number) : null);
        return query;
    }

    private static int StepOf(string? text, int otherwise) => text == "newest" ? StepChoice.Newest : Inspect.AddressNumber.Of(text) ?? otherwise;

    private static int? StepOrNewest(int step) => step < 0 ? null : step;
}

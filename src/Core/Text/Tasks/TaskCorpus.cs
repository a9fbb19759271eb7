// Writes the corpus of a task: many different examples, a tenth of them held out.
using System.Text;

namespace AttentionLab.Core;

public static class TaskCorpus
{
    public const string Kind = "task";

    /// <summary>Examples of a corpus, held-out ones included; fewer where there are not so many different ones.</summary>
    public const int MostExamples = 20_000;

    /// <summary>With fewer different examples there is nothing to learn that is not learned by heart.</summary>
    public const int LeastExamples = 100;

    private const ulong Seed = 1337;

    public static IReadOnlyList<TaskRule> Rules { get; } =
        [SequenceTask.Copy, SequenceTask.Reverse, SequenceTask.Sort, new AdditionTask(), new BracketTask(), new InductionTask()];

    /// <summary>The task of that corpus id, or null.</summary>
    public static TaskRule? Find(string id) => Rules.FirstOrDefault(rule => rule.Id == id);

    /// <summary>What was asked for, with defaults for what was left out: the default length, or the longest that fits the context.</summary>
    public static TaskSettings Complete(TaskRule rule, int? length, int? symbols, int context)
    {
        var settings = new TaskSettings(length ?? rule.Length.Default, symbols ?? rule.Symbols.Default);
        if (length is not null) return settings;
        while (settings.Length > rule.Length.Least && rule.ExampleLength(settings) - 1 > context) settings = settings with { Length = settings.Length - 1 };
        return settings;
    }

    /// <summary>Every problem, by its key in a request; empty when the corpus can be written.</summary>
    public static IReadOnlyList<ConfigProblem> Problems(TaskRule rule, TaskSettings settings)
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("task.length", settings.Length, rule.Length.Least, rule.Length.Most);
        problems.Whole("task.symbols", settings.Symbols, rule.Symbols.Least, rule.Symbols.Most);
        if (problems.Count > 0) return problems;
        if (rule is InductionTask && settings.Symbols < settings.Length)
            problems.Add(new("task.symbols", $"{settings.Symbols} are not enough for {settings.Length} that all differ; at least {settings.Length} are needed."));
        else if (rule.Possible(settings) < LeastExamples)
            problems.Add(new("task.length", $"{settings.Length} with {settings.Symbols} different symbols makes only {RangeText.Number(rule.Possible(settings))} different examples; at least {LeastExamples} are needed. Take a greater length or more symbols."));
        return problems;
    }

    /// <summary>Always the same corpus for the same settings. No held-out example occurs in training.</summary>
    /// <exception cref="ModelException">The settings are not allowed.</exception>
    public static Corpus Write(TaskRule rule, TaskSettings settings)
    {
        ModelException.ThrowIfAny(Problems(rule, settings));
        var draw = new DrawSequence(Seed, RandomStream.Tasks);
        var seen = new HashSet<string>();
        var text = new StringBuilder();
        int count = (int)Math.Min(MostExamples, rule.Possible(settings));
        while (seen.Count < count)
        {
            var (question, answer) = rule.Draw(settings, draw);
            if (seen.Add(question)) text.Append(question).Append(answer).Append('\n');
        }
        return Corpus.OfTask(rule.Title, text.ToString(), count - count / 10, new(rule, settings));
    }
}

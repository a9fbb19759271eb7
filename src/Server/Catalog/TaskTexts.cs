// The tasks as corpora: what is asked, in which sizes, and the corpus that a request means.
namespace AttentionLab.Server.Catalog;

public static class TaskTexts
{
    public static IReadOnlyList<CorpusInfo> All { get; } = [.. TaskCorpus.Rules.Select(Describe)];

    /// <summary>The corpus of a task; null and an error where its sizes are not allowed.</summary>
    public static Corpus? Write(TaskRule rule, TaskChoice? choice, int context, FieldErrors errors)
    {
        var settings = TaskCorpus.Complete(rule, choice?.Length, choice?.Symbols, context);
        var problems = TaskCorpus.Problems(rule, settings);
        errors.Add(problems);
        return problems.Count > 0 ? null : TaskCorpus.Write(rule, settings);
    }

    private static CorpusInfo Describe(TaskRule rule) => new(rule.Id, rule.Title, TaskCorpus.Kind, null, null, null, null)
    {
        Task = new(rule.Summary, Describe(rule.Length), Describe(rule.Symbols)),
    };

    private static TaskNumber Describe(TaskSetting setting) => new(setting.Title, setting.Default, setting.Least, setting.Most);
}

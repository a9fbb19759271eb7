// A task's sample: held-out questions with the model's answers, and the right ones where they differ.
namespace AttentionLab.Server.Training;

internal static class AnswerText
{
    public static string Of(AnswerScore score) => string.Join('\n', score.Completions.Select(Line));

    private static string Line(Completion completion) => completion.Given == completion.Right
        ? $"{completion.Question}{completion.Given}  ✓"
        : $"{completion.Question}{completion.Given.Replace('\n', '↵')}  ✗ {completion.Right}";
}

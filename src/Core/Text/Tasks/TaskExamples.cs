// What is known of a task corpus beside its text: where every example begins, and which part of it is the answer.
namespace AttentionLab.Core;

/// <summary>All examples of a corpus are equally long, and follow each other without anything between.</summary>
/// <param name="Rule">The task.</param>
/// <param name="Settings">How large its examples are.</param>
public sealed record TaskExamples(TaskRule Rule, TaskSettings Settings)
{
    /// <summary>Characters of a question, with the sign that ends it.</summary>
    public int Question { get; } = Rule.QuestionLength(Settings);

    /// <summary>Characters of an answer.</summary>
    public int Answer { get; } = Rule.AnswerLength(Settings);

    /// <summary>Characters of an example: question, answer and line break.</summary>
    public int Length { get; } = Rule.ExampleLength(Settings);
}

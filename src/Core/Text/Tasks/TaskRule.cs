// A task with a known right answer: what its questions are and what answers them.
namespace AttentionLab.Core;

public abstract class TaskRule
{
    /// <summary>The corpus id, such as <c>task-copy</c>.</summary>
    public abstract string Id { get; }

    public abstract string Title { get; }

    /// <summary>What is asked, and what a head has to do for it.</summary>
    public abstract string Summary { get; }

    public abstract TaskSetting Length { get; }

    public abstract TaskSetting Symbols { get; }

    /// <summary>Characters of the question, with the sign that ends it.</summary>
    public abstract int QuestionLength(TaskSettings settings);

    /// <summary>Characters of the answer, without the line break after it.</summary>
    public abstract int AnswerLength(TaskSettings settings);

    /// <summary>Question, answer and line break.</summary>
    public int ExampleLength(TaskSettings settings) => QuestionLength(settings) + AnswerLength(settings) + 1;

    /// <summary>How many different questions there are.</summary>
    public abstract double Possible(TaskSettings settings);

    /// <summary>One of them, all equally likely.</summary>
    internal abstract (string Question, string Answer) Draw(TaskSettings settings, DrawSequence draw);
}

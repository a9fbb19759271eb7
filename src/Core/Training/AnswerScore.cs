// How many of a task's held-out examples a model answers rightly.
namespace AttentionLab.Core;

/// <param name="Accuracy">Share of the examples whose whole answer is right, 0 to 1.</param>
/// <param name="TokenAccuracy">Share of the answers' tokens that are right, 0 to 1.</param>
/// <param name="Completions">The first examples, as they were answered.</param>
public sealed record AnswerScore(double Accuracy, double TokenAccuracy, IReadOnlyList<Completion> Completions)
{
    /// <summary>Examples that are answered, where there are so many, and at an early estimate.</summary>
    public const int MostExamples = 256, EarlyExamples = MostExamples / 4;
}

/// <summary>A question that a model answered.</summary>
/// <param name="Given">What the model wrote.</param>
/// <param name="Right">What it should have written.</param>
public sealed record Completion(string Question, string Given, string Right);

// How large a task's examples are.
namespace AttentionLab.Core;

/// <param name="Length">Symbols of the question; what it counts is said by the task.</param>
/// <param name="Symbols">Different symbols that questions are made of.</param>
public sealed record TaskSettings(int Length, int Symbols);

/// <summary>A setting of a task, with the values that are allowed.</summary>
/// <param name="Name">As in requests: <c>length</c> or <c>symbols</c>.</param>
/// <param name="Title">What it counts, for people.</param>
/// <param name="Default">Taken when it is left out; a length shrinks to what fits the context.</param>
public sealed record TaskSetting(string Name, string Title, int Default, int Least, int Most);

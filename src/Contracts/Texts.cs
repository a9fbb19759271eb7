// What a text is made of for a run: tokens of one kind or another, and of a task how large its examples are.
using System.ComponentModel.DataAnnotations;

namespace AttentionLab.Contracts;

/// <summary>Texts as tokens, measured before a run is started with them. Every call that can be refused throws <see cref="LabException"/>.</summary>
public interface ITexts
{
    /// <summary>What a text becomes with these tokens, by the real tokenizer. Learning byte pairs from a large text takes about a second.</summary>
    /// <param name="corpus">Id of the corpus.</param>
    /// <param name="choice">Characters when left out.</param>
    /// <param name="channels">Width of the embedding; the default preset's when left out.</param>
    Task<TokenFacts> TokensOf(string corpus, TokenChoice? choice, int? channels, CancellationToken cancellation = default);

    /// <summary>The first held-out examples of a task. The sizes may be left out; a length follows then from the context.</summary>
    Task<TaskFacts> ExamplesOf(string corpus, TaskChoice? choice, int? context, CancellationToken cancellation = default);
}

/// <summary>Asks for tokens (JSON: tokens).</summary>
public sealed record TokenChoice
{
    public const string Characters = "characters", BytePairs = "bytePairs";

    /// <summary>Tokens of byte pairs when nobody says: twice the bytes.</summary>
    public const int DefaultVocabulary = 512;

    /// <summary>characters (when left out) or bytePairs.</summary>
    [AllowedValues(Characters, BytePairs)]
    public string? Kind { get; init; }

    /// <summary>Different tokens, of byte pairs only: at least the 256 bytes, at most what the text allows; 512 when left out.</summary>
    public int? Vocabulary { get; init; }
}

/// <summary>The tokens of a run.</summary>
/// <param name="Kind">characters or bytePairs, or what the run was brought with.</param>
/// <param name="Vocabulary">Different tokens.</param>
/// <param name="PerCharacter">Tokens for a character of the text that validates; 1 with characters.</param>
public sealed record TokenSettings(string Kind, int Vocabulary, double PerCharacter);

/// <summary>What a text becomes with some tokens; every number is counted.</summary>
public sealed record TokenFacts
{
    public required string Kind { get; init; }
    public required int Vocabulary { get; init; }

    /// <summary>Of the whole text.</summary>
    public required long Characters { get; init; }
    public required long Tokens { get; init; }

    /// <summary>Tokens by characters, of the whole text.</summary>
    public required double PerCharacter { get; init; }

    /// <summary>Width of the embedding, and the numbers in its table: vocabulary times channels.</summary>
    public required int Channels { get; init; }
    public required long Embedding { get; init; }

    /// <summary>A passage of the text that validates.</summary>
    public required Passage Passage { get; init; }
}

/// <summary>A passage in tokens.</summary>
/// <param name="Characters">256, or as many as there are.</param>
/// <param name="Tokens">Each as it is shown.</param>
/// <param name="Cells">Of one head's attention matrix over it, the masked half left out: T (T + 1) / 2.</param>
public sealed record Passage(int Characters, IReadOnlyList<string> Tokens, long Cells);

/// <summary>Asks for the sizes of a task's examples (JSON: task). A length that is left out is the default, or the longest that fits the context.</summary>
public sealed record TaskChoice
{
    public int? Length { get; init; }
    public int? Symbols { get; init; }
}

/// <summary>The sizes of a run's task.</summary>
public sealed record TaskSizes(int Length, int Symbols);

/// <summary>A task that can be trained on.</summary>
/// <param name="Summary">What is asked, and what a head has to do for it.</param>
public sealed record TaskInfo(string Summary, TaskNumber Length, TaskNumber Symbols);

/// <summary>A size of a task, and what is allowed.</summary>
public sealed record TaskNumber(string Title, int Default, int Least, int Most);

/// <summary>Examples of a task.</summary>
/// <param name="Settings">With what was left out filled in.</param>
/// <param name="Trained">Examples to train on.</param>
/// <param name="HeldOut">Examples kept for measuring; none of them occurs in training.</param>
/// <param name="Examples">The first of the held-out ones.</param>
public sealed record TaskFacts(TaskSizes Settings, int Trained, int HeldOut, IReadOnlyList<TaskExample> Examples);

public sealed record TaskExample(string Question, string Answer);

// Measures of texts as a test wants them; remembers what was asked.
namespace AttentionLab.Client.Tests;

public sealed class FakeTexts : ITexts
{
    /// <summary>What was asked, such as "play bytePairs 512 128".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Thrown by the next calls.</summary>
    public LabException? Refuse { get; set; }

    /// <summary>Holds every answer until released; null answers at once.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<TokenFacts> TokensOf(string corpus, TokenChoice? choice, int? channels, CancellationToken cancellation = default)
    {
        bool pairs = choice?.Kind == TokenChoice.BytePairs;
        Calls.Add($"{corpus} {(pairs ? $"{choice!.Kind} {choice.Vocabulary}" : "characters")} {channels}");
        await Wait(cancellation);
        int vocabulary = pairs ? choice!.Vocabulary!.Value : 65;
        string[] tokens = pairs ? ["The", " tide", "\n", "re", "turns"] : [.. "The tide\nreturns".Select(c => c.ToString())];
        return new()
        {
            Kind = pairs ? TokenChoice.BytePairs : TokenChoice.Characters,
            Vocabulary = vocabulary,
            Characters = 1000,
            Tokens = pairs ? 512 : 1000,
            PerCharacter = pairs ? 0.512 : 1,
            Channels = channels ?? 128,
            Embedding = (long)vocabulary * (channels ?? 128),
            Passage = new(16, tokens, tokens.Length * (tokens.Length + 1) / 2),
        };
    }

    public async Task<TaskFacts> ExamplesOf(string corpus, TaskChoice? choice, int? context, CancellationToken cancellation = default)
    {
        Calls.Add($"{corpus} {choice?.Length} {choice?.Symbols} {context}");
        await Wait(cancellation);
        return new(new(choice?.Length ?? 8, choice?.Symbols ?? 10), 18_000, 2_000, [new("4213>", "1234")]);
    }

    private async Task Wait(CancellationToken cancellation)
    {
        if (Gate is not null) await Gate.Task.WaitAsync(cancellation);
        if (Refuse is not null) throw Refuse;
    }
}

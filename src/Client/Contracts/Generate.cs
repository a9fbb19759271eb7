// Text that grows token by token, with what the model thought at each.
namespace AttentionLab.Client.Contracts;

/// <summary>Asks for generated text.</summary>
public sealed record GenerateRequest
{
    /// <summary>Text to go on from; a line break when left out.</summary>
    public string? Prompt { get; init; }

    /// <summary>How many tokens to add.</summary>
    public int? Tokens { get; init; }

    /// <summary>0 takes the likeliest token; 1 samples from the model's own distribution.</summary>
    public double? Temperature { get; init; }

    /// <summary>Keep the k likeliest tokens; 0 keeps all.</summary>
    public int? TopK { get; init; }

    /// <summary>Keep the fewest tokens whose probabilities reach p; 1 keeps all.</summary>
    public double? TopP { get; init; }
    public long? Seed { get; init; }

    /// <summary>Whether each token comes with its attention rows (true when left out).</summary>
    public bool? Attention { get; init; }
}

/// <summary>One generated token. Probabilities are those it was drawn from, after temperature, top-k and top-p.</summary>
public sealed record GeneratedToken
{
    /// <summary>0 for the first generated token.</summary>
    public required int Index { get; init; }

    /// <summary>The step whose weights were used.</summary>
    public required int Step { get; init; }

    /// <summary>The prompt's tokens, with the first generated one; null with the others.</summary>
    public IReadOnlyList<string>? Prompt { get; init; }
    public required int Id { get; init; }
    public required string Text { get; init; }

    /// <summary>Probability of this token in the distribution it was drawn from.</summary>
    public required float Probability { get; init; }

    /// <summary>Entropy of that distribution, in nats.</summary>
    public required float Entropy { get; init; }

    /// <summary>The likeliest tokens at this place; Logit is the model's own.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>The tokens the model saw when it chose (the last ones that fit its context).</summary>
    public required int ContextStart { get; init; }

    /// <summary>Attention of the last visible token when this one was chosen [layer][head][visible token]; null when not asked for.</summary>
    public float[][][]? Attention { get; init; }
}

/// <summary>A whole generated text, as REST returns it.</summary>
public sealed record Generation(int Step, string Prompt, string Text, IReadOnlyList<GeneratedToken> Tokens);

// Text that grows token by token, with what the model thought at each.
namespace AttentionLab.Contracts;

/// <summary>Asks for generated text.</summary>
public sealed record GenerateRequest
{
    /// <summary>Text to go on from; a line break when left out.</summary>
    public string? Prompt { get; init; }

    /// <summary>A step whose weights are kept, or that a text was lately written with; the newest when left out.</summary>
    public int? Step { get; init; }

    /// <summary>How many tokens to add.</summary>
    public int? Tokens { get; init; }

    /// <summary>0 takes the likeliest token; 1 samples from the model's own distribution.</summary>
    public double? Temperature { get; init; }

    /// <summary>Keep the k likeliest tokens; 0 keeps all.</summary>
    public int? TopK { get; init; }

    /// <summary>Keep the fewest tokens whose probabilities reach p; 1 keeps all.</summary>
    public double? TopP { get; init; }

    /// <summary>Each index of the text has one random number of the seed's, so a text goes on from any place as it would have.</summary>
    public long? Seed { get; init; }

    /// <summary>Ids of the tokens after the prompt that are there already; the answer begins behind them.</summary>
    public IReadOnlyList<int>? Written { get; init; }

    /// <summary>Tokens that are put into the text instead of being drawn.</summary>
    public IReadOnlyList<ForcedToken>? Forced { get; init; }

    /// <summary>Whether each token comes with its attention rows (true when left out).</summary>
    public bool? Attention { get; init; }
}

/// <summary>A token that is put into a text instead of being drawn.</summary>
public sealed record ForcedToken
{
    /// <summary>Place in the text after the prompt; 0 is the first.</summary>
    public required int Index { get; init; }
    public required int Id { get; init; }
}

/// <summary>
/// One generated token. "Own" is the model's own distribution, before temperature, top-k and top-p;
/// Probability, LogProbability and Entropy are those of the distribution that was drawn from, after them.
/// </summary>
public sealed record GeneratedToken
{
    /// <summary>0 for the first token after the prompt.</summary>
    public required int Index { get; init; }

    /// <summary>The step whose weights were used.</summary>
    public required int Step { get; init; }

    /// <summary>The prompt's tokens, with the first answered one; null with the others.</summary>
    public IReadOnlyList<string>? Prompt { get; init; }
    public required int Id { get; init; }
    public required string Text { get; init; }

    /// <summary>Whether it was put there by the request instead of drawn.</summary>
    public required bool Forced { get; init; }

    /// <summary>1 is the likeliest.</summary>
    public required int Rank { get; init; }

    /// <summary>The model's own.</summary>
    public required float Logit { get; init; }
    public required float OwnProbability { get; init; }

    /// <summary>In nats.</summary>
    public required float OwnLogProbability { get; init; }
    public required float Probability { get; init; }

    /// <summary>In nats; null for a forced token that could not have been drawn.</summary>
    public float? LogProbability { get; init; }

    /// <summary>In nats.</summary>
    public required float Entropy { get; init; }

    /// <summary>In nats.</summary>
    public required float OwnEntropy { get; init; }

    /// <summary>How many tokens could be drawn here.</summary>
    public required int Drawable { get; init; }

    /// <summary>The likeliest tokens at this place, best first.</summary>
    public required IReadOnlyList<TokenCandidate> Candidates { get; init; }

    /// <summary>Position, in prompt and generated tokens together, of the first token that the model saw.</summary>
    public required int ContextStart { get; init; }

    /// <summary>Attention of the last visible token when this one was chosen [layer][head][visible token]; null when not asked for.</summary>
    public float[][][]? Attention { get; init; }
}

/// <summary>A token that could have come at a place of a generated text. Rank 1 is the likeliest.</summary>
/// <param name="Logit">The model's own.</param>
/// <param name="OwnProbability">Before temperature, top-k and top-p.</param>
/// <param name="OwnLogProbability">In nats.</param>
/// <param name="Probability">In the distribution that was drawn from; 0 for a token that top-k or top-p left out.</param>
/// <param name="LogProbability">In nats; null for a token that could not be drawn.</param>
public sealed record TokenCandidate(int Id, string Text, int Rank, float Logit, float OwnProbability, float OwnLogProbability, float Probability, float? LogProbability);

/// <summary>A whole generated text, as REST returns it: the tokens behind those that were written.</summary>
public sealed record Generation(int Step, string Prompt, string Text, IReadOnlyList<GeneratedToken> Tokens);

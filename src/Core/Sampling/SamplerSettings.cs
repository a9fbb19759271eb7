// How text is drawn from the model.
namespace AttentionLab.Core;

public sealed record SamplerSettings
{
    /// <summary>How many tokens to add.</summary>
    public int Tokens { get; init; } = 200;

    /// <summary>0 takes the likeliest token; 1 samples from the model's own distribution.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Keep the k likeliest tokens; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the fewest tokens whose probabilities reach p; 1 keeps all.</summary>
    public double TopP { get; init; } = 1;

    public long Seed { get; init; } = 1337;

    /// <summary>Whether each token comes with its attention rows.</summary>
    public bool Attention { get; init; }

    /// <summary>How many of the likeliest tokens each token comes with.</summary>
    public int Candidates { get; init; } = 10;

    /// <summary>Every problem, not only the first; empty when text can be drawn.</summary>
    public IReadOnlyList<ConfigProblem> Problems()
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("tokens", Tokens, 1, ModelLimits.GeneratedTokens);
        problems.Within("temperature", Temperature, 0, 10);
        problems.Whole("topK", TopK, 0, ModelLimits.Vocabulary);
        problems.Positive("topP", TopP, 1);
        problems.Whole("candidates", Candidates, 0, 100);
        return problems;
    }
}

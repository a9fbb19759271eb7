// What a request may ask for at most, in one place; requests outside are refused with the same numbers.
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Catalog;

public static class LabLimits
{
    public const int PromptCharacters = 10_000;
    public const int GeneratedTokens = 2_000;

    /// <summary>Tokens that a text may have before more are added.</summary>
    public const int WrittenTokens = 10_000;
    public const int NameCharacters = 100;

    /// <summary>Of a token that is named by its text.</summary>
    public const int TokenCharacters = 64;

    /// <summary>Candidates for the next token that an inspection lists.</summary>
    public const int NextCandidates = 20;

    public static Limits For(LabOptions options) => new(
        ModelLimits.Layers, ModelLimits.Heads, ModelLimits.Channels, ModelLimits.Context, ModelLimits.Batch, ModelLimits.Steps,
        options.MaxUploadBytes, PromptCharacters, GeneratedTokens, NameCharacters);
}

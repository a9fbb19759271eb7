// What the Generate script needs to know of the run in view, and how it starts.
namespace AttentionLab.Client.Controls.Generate;

/// <summary>The run in view. The script generates only while it has weights.</summary>
/// <param name="Context">How many tokens the model sees.</param>
/// <param name="Characters">Whether a token is a character, so that the page can count a prompt's tokens itself.</param>
public sealed record GenerateTarget(string Run, string Name, bool HasWeights, int Vocabulary, int Context, bool Characters)
{
    public static GenerateTarget Of(RunInfo run) =>
        new(run.Id, run.Name, run.HasWeights, run.Model.Vocabulary, run.Model.Context, run.Tokens is null or { Kind: TokenChoice.Characters });
}

/// <summary>How the view starts.</summary>
/// <param name="Query">The address's query string; the script reads it, because it writes it too.</param>
/// <param name="PromptLimit">Most characters a prompt may have.</param>
/// <param name="TokensLimit">Most tokens that may be asked for.</param>
public sealed record GenerateOptions(GenerateTarget Target, string Query, int PromptLimit, int TokensLimit);

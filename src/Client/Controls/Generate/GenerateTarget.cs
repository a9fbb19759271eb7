// What the Generate script needs to know of the run in view, and how it starts.
using AttentionLab.Client.Contracts;

namespace AttentionLab.Client.Controls.Generate;

/// <summary>The run in view. The script generates only while it has weights.</summary>
public sealed record GenerateTarget(string Run, bool HasWeights, int Layers, int Heads, int Vocabulary)
{
    public static GenerateTarget Of(RunInfo run) => new(run.Id, run.HasWeights, run.Model.Layers, run.Model.Heads, run.Model.Vocabulary);
}

/// <summary>Settings as the address has them, as text so that a mistyped one is shown and complained about; null takes the standard.</summary>
public sealed record GenerateSettings(string? Prompt, string? Tokens, string? Temperature, string? TopK, string? TopP, string? Seed);

/// <summary>How the view starts.</summary>
/// <param name="PromptLimit">Most characters a prompt may have.</param>
/// <param name="TokensLimit">Most tokens that may be asked for.</param>
public sealed record GenerateOptions(GenerateTarget Target, GenerateSettings Start, int? Layer, int? Head, int PromptLimit, int TokensLimit);

// Checks a prompt against a run's vocabulary and the limits, and says what is wrong in a person's terms.
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Inference;

public static class Prompts
{
    /// <summary>The prompt's token ids.</summary>
    /// <exception cref="LabException">It is empty, too long, or holds characters the model does not know.</exception>
    public static int[] Encode(string? prompt, ITokenizer tokenizer)
    {
        if (string.IsNullOrEmpty(prompt)) throw LabException.Field("prompt", $"The prompt is empty; it must have 1 to {LabLimits.PromptCharacters} characters.");
        if (prompt.Length > LabLimits.PromptCharacters) throw LabException.Field("prompt", RangeText.TooMany("The prompt has", prompt.Length, "characters", LabLimits.PromptCharacters));
        if (Symbols.Unknown(tokenizer, prompt) is { } unknown) throw new LabException(Refusal.Invalid, unknown, new Dictionary<string, string> { ["prompt"] = unknown }) { Unknown = tokenizer.Unknown(prompt) };
        return tokenizer.Encode(prompt);
    }
}

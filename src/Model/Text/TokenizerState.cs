// A tokenizer written down: which kind it is, and what that kind needs to be made again.
namespace AttentionLab.Model;

public sealed record TokenizerState
{
    public const string Characters = "characters";

    public required string Kind { get; init; }

    /// <summary>Symbol of every id; of characters only.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <exception cref="ModelException">The kind is not known, or what it needs is missing or malformed.</exception>
    public ITokenizer Open() => Kind switch
    {
        Characters => CharacterTokenizer.FromSymbols(Symbols ?? throw Missing("symbols")),
        _ => throw new ModelException($"The tokenizer is of kind '{Kind}'; known is {Characters}.", "tokenizer.kind"),
    };

    private ModelException Missing(string field) => new($"The tokenizer of kind '{Kind}' has no {field}.", "tokenizer." + field);
}

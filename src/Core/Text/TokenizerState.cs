// A tokenizer written down: which kind it is, and what that kind needs to be made again.
using System.Text.Json.Serialization;

namespace AttentionLab.Core;

public sealed record TokenizerState
{
    public const string Characters = "characters", BytePairs = "bytePairs", Gpt2 = "gpt2";

    public required string Kind { get; init; }

    /// <summary>Symbol of every id: of characters, and of GPT-2 as its vocab.json writes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>Pairs in the order they were learned; of byte pairs and GPT-2.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MergesJson))]
    public IReadOnlyList<BytePair>? Merges { get; init; }

    /// <exception cref="ModelException">The kind is not known, or what it needs is missing or malformed.</exception>
    public ITokenizer Open() => Kind switch
    {
        Characters => CharacterTokenizer.FromSymbols(Symbols ?? throw Missing("symbols")),
        BytePairs => BytePairTokenizer.FromMerges(Merges ?? throw Missing("merges")),
        Gpt2 => Gpt2Tokenizer.FromState(Symbols ?? throw Missing("symbols"), Merges ?? throw Missing("merges")),
        _ => throw new ModelException($"The tokenizer is of kind '{Kind}'; known are {Characters}, {BytePairs} and {Gpt2}.", "tokenizer.kind"),
    };

    private ModelException Missing(string field) => new($"The tokenizer of kind '{Kind}' has no {field}.", "tokenizer." + field);
}

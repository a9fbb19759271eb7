// A text has symbols that the model never saw.
using System.Globalization;

namespace AttentionLab.Core;

public sealed class UnknownSymbolsException(IReadOnlyList<string> symbols)
    : ModelException(Describe(symbols), "prompt")
{
    private const int Named = 10;

    /// <summary>Each unknown symbol once, in the order they occur.</summary>
    public IReadOnlyList<string> Symbols { get; } = symbols;

    private static string Describe(IReadOnlyList<string> symbols)
    {
        string named = string.Join(", ", symbols.Take(Named).Select(Name));
        string rest = symbols.Count > Named ? $" and {symbols.Count - Named} more" : "";
        return $"The text has characters that this model never saw in training: {named}{rest}. Leave them out, or train on a text that has them.";
    }

    private static string Name(string symbol)
    {
        bool half = char.IsSurrogate(symbol[0]) && symbol.Length == 1;
        int code = half ? symbol[0] : char.ConvertToUtf32(symbol, 0);
        string hex = "U+" + code.ToString("X4", CultureInfo.InvariantCulture);
        if (half) return hex + " (half of a surrogate pair)";
        return code < 0x21 || char.IsControl(symbol, 0) || char.IsWhiteSpace(symbol, 0) ? hex : $"'{symbol}' ({hex})";
    }
}

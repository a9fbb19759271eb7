// The symbols that tasks are written with.
namespace AttentionLab.Core;

internal static class Alphabet
{
    /// <summary>Ends a question.</summary>
    public const char Asks = '>';

    public const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Symbols whose order everybody knows, in that order, which is also that of their code points.</summary>
    public const string Ordered = "0123456789abcdefghijklmnopqrstuvwxyz";

    public const string Opening = "([{<", Closing = ")]}>";
}

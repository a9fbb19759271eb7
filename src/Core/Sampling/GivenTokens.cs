// Tokens of a text that are given instead of drawn: its beginning, and single places after that.
namespace AttentionLab.Core;

/// <param name="Written">The text after the prompt so far; drawing goes on behind it as if it had been drawn there.</param>
/// <param name="Forced">Ids by their index in the text after the prompt; an index within what is written has no effect.</param>
public sealed record GivenTokens(IReadOnlyList<int> Written, IReadOnlyDictionary<int, int> Forced)
{
    public static GivenTokens None { get; } = new([], new Dictionary<int, int>());
}

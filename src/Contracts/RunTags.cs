// Words that people put on runs to find them again.
namespace AttentionLab.Contracts;

public static class RunTags
{
    /// <summary>Most tags of one run, and most characters of one tag.</summary>
    public const int Most = 12, Characters = 30;

    /// <summary>Trimmed, each once whatever its case, in the order in which they were given.</summary>
    public static IReadOnlyList<string> Tidy(IEnumerable<string> tags) =>
        [.. tags.Select(tag => string.Join(' ', tag.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What is wrong with a run's tags, as a sentence; null when nothing is.</summary>
    public static string? Problem(IReadOnlyList<string> tidy)
    {
        if (tidy.Count > Most) return $"There are {tidy.Count} tags; a run has at most {Most}.";
        foreach (string tag in tidy)
        {
            if (tag.Length == 0) return $"A tag is empty; it must have 1 to {Characters} characters.";
            if (tag.Length > Characters) return $"The tag '{tag}' has {tag.Length} characters; at most {Characters} are allowed.";
            if (tag.Any(letter => char.IsControl(letter) || letter is ',' or '"')) return $"The tag '{tag.ReplaceLineEndings(" ")}' holds a comma, a quotation mark or a line break; it must be one line without them.";
        }
        return null;
    }
}

// From the tokens that a request asks for to a text written in them.
namespace AttentionLab.Server.Catalog;

/// <summary>Thread-safe.</summary>
public sealed class TokenChoices(LearnedPairs pairs)
{
    private volatile Written? _last;

    /// <summary>Whether the choice makes sense; what is wrong is added to the errors.</summary>
    public static void Check(TokenChoice? choice, FieldErrors errors)
    {
        string kind = KindOf(choice);
        if (kind is not (TokenChoice.Characters or TokenChoice.BytePairs))
            errors.Add("tokens.kind", $"'{kind}' is not known; it must be {TokenChoice.Characters} or {TokenChoice.BytePairs}.");
        if (kind == TokenChoice.Characters && choice?.Vocabulary is { } given)
            errors.Add("tokens.vocabulary", $"{given} came with {TokenChoice.Characters}, whose vocabulary is every character of the text; leave it out, or take {TokenChoice.BytePairs}.");
    }

    /// <summary>A task's examples are read character by character.</summary>
    public static void CheckTask(TokenChoice? choice, FieldErrors errors)
    {
        if (KindOf(choice) == TokenChoice.BytePairs)
            errors.Add("tokens.kind", $"{TokenChoice.BytePairs} came with a task, whose examples are read character by character; take {TokenChoice.Characters}.");
    }

    /// <summary>The text in the tokens that were asked for; null and an error where that vocabulary is not allowed.</summary>
    /// <param name="text">In characters.</param>
    public async Task<Corpus?> Apply(Corpus text, TokenChoice? choice, FieldErrors errors, CancellationToken cancellation)
    {
        if (KindOf(choice) != TokenChoice.BytePairs) return text;
        int vocabulary = choice?.Vocabulary ?? TokenChoice.DefaultVocabulary;
        try
        {
            return await Task.Run(() => Write(text, vocabulary), cancellation);
        }
        catch (ModelException e)
        {
            errors.Add(e.Key ?? "tokens", e.Message);
            return null;
        }
    }

    /// <summary>What was written last is at hand as long as somebody has it: a form asks for the same text at every key.</summary>
    private Corpus Write(Corpus text, int vocabulary)
    {
        if (_last is { } last && last.Sha256 == text.Sha256 && last.Vocabulary == vocabulary && last.Corpus.TryGetTarget(out var known) && known.Id == text.Id) return known;
        var corpus = text.With(pairs.Get(text, vocabulary));
        _last = new(text.Sha256, vocabulary, new(corpus));
        return corpus;
    }

    private sealed record Written(string Sha256, int Vocabulary, WeakReference<Corpus> Corpus);

    private static string KindOf(TokenChoice? choice) => choice?.Kind ?? TokenChoice.Characters;
}

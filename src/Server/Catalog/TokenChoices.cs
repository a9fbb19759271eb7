// From the tokens that a request asks for to a text written in them.
namespace AttentionLab.Server.Catalog;

public sealed class TokenChoices(LearnedPairs pairs)
{
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
            return await Task.Run(() => text.With(pairs.Get(text, vocabulary)), cancellation);
        }
        catch (ModelException e)
        {
            errors.Add(e.Key ?? "tokens", e.Message);
            return null;
        }
    }

    private static string KindOf(TokenChoice? choice) => choice?.Kind ?? TokenChoice.Characters;
}

// Measures a text in tokens, and shows a task's examples, before a run is started.
namespace AttentionLab.Server.Catalog;

public sealed class TextFacts(CorpusShelf corpora, TokenChoices tokens) : ITexts
{
    private const int PassageCharacters = 256, Examples = 5;

    private static readonly GptConfig Usual = Presets.Find(Presets.Default)!.Model;

    public async Task<TokenFacts> TokensOf(string corpus, TokenChoice? choice, int? channels, CancellationToken cancellation = default)
    {
        var errors = new FieldErrors();
        int width = channels ?? Usual.Channels;
        if (width is < 1 or > ModelLimits.Channels) errors.Add("channels", RangeText.NotWhole(width, 1, ModelLimits.Channels));
        TokenChoices.Check(choice, errors);
        if (TaskCorpus.Find(corpus) is not null) errors.Add("corpus", $"'{corpus}' is a task; its examples are read character by character.");
        errors.ThrowIfAny();
        var text = await tokens.Apply(await corpora.Text(corpus, cancellation), choice, errors, cancellation);
        errors.ThrowIfAny();
        return Measure(text!, width);
    }

    public async Task<TaskFacts> ExamplesOf(string corpus, TaskChoice? choice, int? context, CancellationToken cancellation = default)
    {
        var errors = new FieldErrors();
        int window = context ?? Usual.Context;
        if (window is < 1 or > ModelLimits.Context) errors.Add("context", RangeText.NotWhole(window, 1, ModelLimits.Context));
        var rule = TaskCorpus.Find(corpus);
        if (rule is null) errors.Add("corpus", $"'{corpus}' is not a task; tasks are {string.Join(", ", TaskCorpus.Rules.Select(task => task.Id))}.");
        errors.ThrowIfAny();
        var written = await Task.Run(() => TaskTexts.Write(rule!, choice, window, errors), cancellation);
        errors.ThrowIfAny();
        var task = written!.Task!;
        string heldOut = written.Parts.Validation.ToString();
        return new(
            new(task.Settings.Length, task.Settings.Symbols), written.Train.Length / task.Length, written.Validation.Length / task.Length,
            [.. heldOut.Chunk(task.Length).Take(Examples).Select(example => new string(example)).Select(example => new TaskExample(example[..task.Question], example[task.Question..^1]))]);
    }

    private static TokenFacts Measure(Corpus text, int channels)
    {
        long count = text.Train.Length + text.Validation.Length, characters = text.Characters;
        string passage = PassageOf(text.Parts.Validation.ToString());
        string[] shown = [.. text.Tokenizer.Encode(passage).Select(text.Tokenizer.TextOf)];
        return new()
        {
            Kind = text.Tokenizer.State.Kind,
            Vocabulary = text.Tokenizer.Vocabulary,
            Characters = characters,
            Tokens = count,
            PerCharacter = count / (double)characters,
            Channels = channels,
            Embedding = (long)text.Tokenizer.Vocabulary * channels,
            Passage = new(passage.EnumerateRunes().Count(), shown, shown.Length * (shown.Length + 1L) / 2),
        };
    }

    /// <summary>From the start of a paragraph, where there is one.</summary>
    private static string PassageOf(string text)
    {
        int paragraph = text.IndexOf("\n\n", StringComparison.Ordinal);
        string rest = paragraph < 0 || text.Length - paragraph < PassageCharacters ? text : text[(paragraph + 2)..];
        return string.Concat(rest.EnumerateRunes().Take(PassageCharacters));
    }
}

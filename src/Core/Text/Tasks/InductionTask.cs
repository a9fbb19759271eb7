// Random symbols, then one of them again: it goes on as it did the first time.
namespace AttentionLab.Core;

/// <remarks>All symbols of a question differ, so there is one right answer. It starts in the first half, so half as many symbols follow in every example.</remarks>
internal sealed class InductionTask : TaskRule
{
    public override string Id => "task-induction";

    public override string Title => "Induction";

    public override string Summary => "Random symbols, then one of them again; it goes on as before: qfkzbd>kzbd. Two heads work together: one tells every symbol which one stood before it, the next finds where that was.";

    public override TaskSetting Length { get; } = new("length", "Symbols before the question", 8, 2, Alphabet.Letters.Length);

    public override TaskSetting Symbols { get; } = new("symbols", "Different symbols", 16, 2, Alphabet.Letters.Length);

    public override int QuestionLength(TaskSettings settings) => settings.Length + 2;

    public override int AnswerLength(TaskSettings settings) => settings.Length / 2;

    public override double Possible(TaskSettings settings)
    {
        if (settings.Symbols < settings.Length) return 0;
        double orders = Starts(settings);
        for (int i = 0; i < settings.Length; i++) orders *= settings.Symbols - i;
        return orders;
    }

    internal override (string Question, string Answer) Draw(TaskSettings settings, DrawSequence draw)
    {
        char[] symbols = Alphabet.Letters[..settings.Symbols].ToCharArray();
        draw.Shuffle(symbols.AsSpan());
        string word = new(symbols, 0, settings.Length);
        int start = draw.Below(Starts(settings));
        return ($"{word}{Alphabet.Asks}{word[start]}", word.Substring(start + 1, AnswerLength(settings)));
    }

    private int Starts(TaskSettings settings) => settings.Length - AnswerLength(settings);
}

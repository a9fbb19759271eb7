// Tasks that ask for a sequence of symbols in some order: as it was, backwards, sorted.
namespace AttentionLab.Core;

internal sealed class SequenceTask(string name, string title, string summary, string alphabet, Action<char[]> arrange) : TaskRule
{
    public static SequenceTask Copy { get; } = new("copy", "Copy",
        "A word is written once more: abcd>abcd. A head learns to look back by a fixed distance.", Alphabet.Letters, _ => { });

    public static SequenceTask Reverse { get; } = new("reverse", "Reverse",
        "A word is written backwards: abcd>dcba. A head learns to look back further with every character.", Alphabet.Letters, Array.Reverse);

    public static SequenceTask Sort { get; } = new("sort", "Sort",
        "Symbols are put in order: 3142>1234. A head has to find the next larger one, wherever it stands.", Alphabet.Ordered, Array.Sort);

    public override string Id => "task-" + name;

    public override string Title => title;

    public override string Summary => summary;

    public override TaskSetting Length { get; } = new("length", "Symbols of a word", 8, 1, 200);

    public override TaskSetting Symbols { get; } = new("symbols", "Different symbols", 10, 2, alphabet.Length);

    public override int QuestionLength(TaskSettings settings) => settings.Length + 1;

    public override int AnswerLength(TaskSettings settings) => settings.Length;

    public override double Possible(TaskSettings settings) => Math.Pow(settings.Symbols, settings.Length);

    internal override (string Question, string Answer) Draw(TaskSettings settings, DrawSequence draw)
    {
        var word = new char[settings.Length];
        for (int i = 0; i < word.Length; i++) word[i] = alphabet[draw.Below(settings.Symbols)];
        string question = new string(word) + Alphabet.Asks;
        arrange(word);
        return (question, new(word));
    }
}

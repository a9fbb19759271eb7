// Brackets that are still open are closed in the right order: ([]{|}).
namespace AttentionLab.Core;

/// <remarks>The first character after the sign closes the bracket opened last. Half of the brackets stay open (one more where that leaves an odd rest), so all examples are equally long.</remarks>
internal sealed class BracketTask : TaskRule
{
    private const char Asks = '|'; // > is a bracket here

    public override string Id => "task-brackets";

    public override string Title => "Close the brackets";

    public override string Summary => "What is open is closed, last opened first: ([]{|}). A head has to skip the pairs that are closed already.";

    public override TaskSetting Length { get; } = new("length", "Brackets of the question", 10, 2, 200);

    public override TaskSetting Symbols { get; } = new("symbols", "Kinds of brackets", 4, 1, Alphabet.Opening.Length);

    public override int QuestionLength(TaskSettings settings) => settings.Length + 1;

    public override int AnswerLength(TaskSettings settings) => settings.Length / 2 + (settings.Length - settings.Length / 2) % 2;

    /// <summary>Orders in which no bracket is closed before it is opened (the ballot numbers), times the kinds of every opened one.</summary>
    public override double Possible(TaskSettings settings)
    {
        int opened = Opened(settings);
        return (Choose(settings.Length, opened) - Choose(settings.Length, opened + 1)) * Math.Pow(settings.Symbols, opened);
    }

    internal override (string Question, string Answer) Draw(TaskSettings settings, DrawSequence draw)
    {
        bool[] opens = Order(settings, draw);
        var open = new Stack<int>();
        var question = new char[settings.Length + 1];
        for (int i = 0; i < opens.Length; i++)
        {
            if (opens[i]) open.Push(draw.Below(settings.Symbols));
            question[i] = opens[i] ? Alphabet.Opening[open.Peek()] : Alphabet.Closing[open.Pop()];
        }
        question[^1] = Asks;
        return (new(question), string.Concat(open.Select(kind => Alphabet.Closing[kind])));
    }

    private int Opened(TaskSettings settings) => (settings.Length + AnswerLength(settings)) / 2;

    private bool[] Order(TaskSettings settings, DrawSequence draw)
    {
        var opens = new bool[settings.Length];
        opens.AsSpan(0, Opened(settings)).Fill(true);
        do draw.Shuffle(opens.AsSpan());
        while (!NeverBelowZero(opens));
        return opens;
    }

    private static bool NeverBelowZero(bool[] opens)
    {
        int depth = 0;
        foreach (bool opened in opens)
            if ((depth += opened ? 1 : -1) < 0) return false;
        return true;
    }

    private static double Choose(int count, int chosen)
    {
        if (chosen > count) return 0;
        double ways = 1;
        for (int i = 1; i <= chosen; i++) ways = ways * (count - chosen + i) / i;
        return Math.Round(ways);
    }
}

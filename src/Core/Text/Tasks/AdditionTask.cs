// The sum of two numbers of so many digits, zeros in front written out: 27+48=075.
using System.Globalization;

namespace AttentionLab.Core;

internal sealed class AdditionTask : TaskRule
{
    public override string Id => "task-add";

    public override string Title => "Add";

    public override string Summary => "Two numbers are added: 27+48=075. The first digits of the sum need what the last ones carry.";

    public override TaskSetting Length { get; } = new("length", "Digits of each number", 2, 1, 18);

    public override TaskSetting Symbols { get; } = new("symbols", "Different digits", 10, 10, 10);

    public override int QuestionLength(TaskSettings settings) => 2 * settings.Length + 2;

    public override int AnswerLength(TaskSettings settings) => settings.Length + 1;

    public override double Possible(TaskSettings settings) => Math.Pow(100, settings.Length);

    internal override (string Question, string Answer) Draw(TaskSettings settings, DrawSequence draw)
    {
        long first = Number(settings.Length, draw), second = Number(settings.Length, draw);
        return ($"{Digits(first, settings.Length)}+{Digits(second, settings.Length)}=", Digits(first + second, settings.Length + 1));
    }

    private static long Number(int digits, DrawSequence draw)
    {
        long number = 0;
        for (int i = 0; i < digits; i++) number = 10 * number + draw.Below(10);
        return number;
    }

    private static string Digits(long number, int count) => number.ToString("D" + count.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

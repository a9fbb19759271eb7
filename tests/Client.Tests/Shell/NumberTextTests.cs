// Numbers read the same everywhere, whatever the machine's locale.
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Tests.Shell;

public class NumberTextTests
{
    [Theory]
    [InlineData(19922793005056.0, "1.99e+13")]
    [InlineData(null, "–")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    [InlineData(1.88, "1.8800")]
    [InlineData(2.345678, "2.3457")]
    public void Loss_AnyValue_HasFourDecimalsOrADash(double? value, string text) => Assert.Equal(text, NumberText.Loss(value));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0d, "0")]
    [InlineData(1_115_394d, "1,115,394")]
    [InlineData(23456.7, "23,457")]
    public void Count_AnyValue_HasThousandsSeparators(double? value, string text) => Assert.Equal(text, NumberText.Count(value));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(-1d, "–")]
    [InlineData(0.4, "under 1 s")]
    [InlineData(59.6, "1 min 00 s")]
    [InlineData(83d, "1 min 23 s")]
    [InlineData(3_700d, "1 h 01 min")]
    [InlineData(90_000d, "1 d 1 h")]
    public void Duration_AnySpan_NamesItsTwoLargestUnits(double? seconds, string text) => Assert.Equal(text, NumberText.Duration(seconds));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(812, "812 B")]
    [InlineData(4_210, "4.2 kB")]
    [InlineData(49_000, "49 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(29_400_000, "29 MB")]
    [InlineData(76_000_000_000, "76 GB")]
    public void Size_AnyBytes_LeavesSomethingOfThem(long bytes, string text) => Assert.Equal(text, NumberText.Size(bytes));

    [Theory]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00006, "0.00006")]
    public void Setting_SmallNumber_KeepsItsDigits(double value, string text) => Assert.Equal(text, NumberText.Setting(value));

    [Theory]
    [InlineData(5, 0, 0)]
    [InlineData(500, 2000, 25)]
    [InlineData(2100, 2000, 100)]
    public void Percent_AnyPart_StaysBetween0And100(int part, int whole, double percent) => Assert.Equal(percent, NumberText.Percent(part, whole));
}

// Numbers and ranges in messages are written one way: with separators.
using System.Globalization;

namespace AttentionLab.Core.Tests;

public class RangeTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(10_000, "10,000")]
    [InlineData(-2_147_483_648, "-2,147,483,648")]
    [InlineData(0.0005, "0.0005")]
    [InlineData(1234.5, "1,234.5")]
    [InlineData(1e20, "1E+20")]
    [InlineData(1e-12, "1E-12")]
    [InlineData(double.NaN, "NaN")]
    public void Number_AnyLocale_HasSeparatorsAndItsDigits(double value, string text)
    {
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NumberDecimalSeparator) = (".", ",");
        CultureInfo.CurrentCulture = other;
        try { Assert.Equal(text, RangeText.Number(value)); }
        finally { CultureInfo.CurrentCulture = before; }
    }

    [Fact]
    public void NotWhole_ANumberBeyondItsRange_NamesBothEnds() =>
        Assert.Equal("12,000 is not allowed; it must be a whole number from 1 to 10,000.", RangeText.NotWhole(12_000, 1, 10_000));

    [Fact]
    public void Problems_OfALongTraining_AreWrittenAlike() =>
        Assert.Equal("2,000,000 is not allowed; it must be a whole number from 1 to 1,000,000.", Assert.Single(new TrainingConfig { Steps = 2_000_000 }.Problems()).Message);
}

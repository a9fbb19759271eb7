// An expected time in as many digits as it is good for: "about 2 min".
using System.Globalization;
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Build;

public static class ExpectedTimeText
{
    /// <summary>Two digits where steps of this much work were measured, or of less and of more; one where only of less or of more.</summary>
    public static string Of(ExpectedTime? time)
    {
        if (time?.Seconds is not { } seconds || !double.IsFinite(seconds)) return NumberText.None;
        var (value, unit) = seconds switch
        {
            < 1 => (0, "s"),
            < 90 => (seconds, "s"),
            < 90 * 60 => (seconds / 60, "min"),
            < 36 * 3600 => (seconds / 3600, "h"),
            _ => (seconds / 86400, "days"),
        };
        return value == 0 ? "under 1 s" : $"about {Rounded(value, time.Basis == TimeBasis.Beyond ? 1 : 2).ToString("#,0.#", CultureInfo.InvariantCulture)} {unit}";
    }

    private static double Rounded(double value, int digits)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(value)) + 1 - digits);
        return Math.Round(value / unit) * unit;
    }
}

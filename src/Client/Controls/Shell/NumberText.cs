// How pages write numbers: fixed decimals and separators, so that nothing jumps and nothing depends on a locale.
using System.Globalization;

namespace AttentionLab.Client.Controls.Shell;

public static class NumberText
{
    /// <summary>What stands where there is no number yet.</summary>
    public const string None = "–";

    /// <summary>A loss in nats, with four decimals; what diverged is written short: 1.99e+13.</summary>
    public static string Loss(double? nats) => nats is { } value && double.IsFinite(value) ? value.ToString(value < 1e5 ? "F4" : "0.00e+0", CultureInfo.InvariantCulture) : None;

    /// <summary>A loss in nats as lists show it, with three decimals.</summary>
    public static string ShortLoss(double? nats) => nats is < 1e5 ? Fixed(nats, 3) : Loss(nats);

    /// <summary>A number with so many decimals.</summary>
    public static string Fixed(double? value, int decimals) => value is { } number && double.IsFinite(number) ? number.ToString($"F{decimals}", CultureInfo.InvariantCulture) : None;

    /// <summary>A whole number with thousands separators.</summary>
    public static string Count(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("N0", CultureInfo.InvariantCulture) : None;

    /// <summary>A small setting such as a learning rate, in as many digits as it has.</summary>
    public static string Setting(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>A size in the unit that leaves something of it, with one decimal below ten: 0 B, 812 B, 4.2 kB, 3.0 MB, 29 MB, 76 GB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 999_500 => InUnits(bytes / 1e3) + " kB",
        < 10_000_000_000 => InUnits(bytes / 1e6) + " MB",
        _ => InUnits(bytes / 1e9) + " GB",
    };

    private static string InUnits(double value) => value.ToString(value < 9.95 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>A duration in its two largest units.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } value || !double.IsFinite(value) || value < 0) return None;
        if (value < 1) return "under 1 s";
        var span = TimeSpan.FromSeconds(Math.Min(Math.Round(value), 365 * 86400d));
        if (span.TotalMinutes < 1) return string.Create(CultureInfo.InvariantCulture, $"{span.Seconds} s");
        if (span.TotalHours < 1) return string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds:00} s");
        if (span.TotalDays < 1) return string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes:00} min");
        return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h");
    }

    /// <summary>A moment, to the minute, in UTC.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A moment as short as it can be told from others, in UTC: the time of today, else the day and the time, else the date.</summary>
    public static string ShortMoment(DateTimeOffset moment, DateTimeOffset now) => moment.UtcDateTime.ToString(
        moment.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm" : moment.UtcDateTime.Year == now.UtcDateTime.Year ? "d MMM, HH:mm" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole in per cent, 0 to 100.</summary>
    public static double Percent(int part, int whole) => whole <= 0 ? 0 : Math.Clamp(100d * part / whole, 0, 100);
}

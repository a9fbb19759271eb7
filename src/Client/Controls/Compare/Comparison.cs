// What a comparison shows: runs, how their curves are drawn, which two heads are subtracted; the address holds all of it.
using System.Globalization;
using AttentionLab.Client.Controls.Curves;

namespace AttentionLab.Client.Controls.Compare;

/// <param name="Runs">Ids, in the order of their colours.</param>
/// <param name="A">Null where there is no run with attention.</param>
/// <param name="Prompt">The text of the difference; null for A's probe text.</param>
public sealed record Comparison(IReadOnlyList<string> Runs, CurveChoice Curves, HeadAddress? A, HeadAddress? B, string? Prompt)
{
    /// <summary>As many as a chart can tell apart.</summary>
    public const int MostRuns = 8;

    /// <param name="runs">Ids with commas between.</param>
    /// <param name="a">run,step,layer,head as <see cref="HeadAddress"/> writes it.</param>
    public static Comparison Parse(string? runs, string? axis, string? losses, string? scale, string? unit, string? a, string? b, string? prompt) => new(
        [.. (runs ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(MostRuns)],
        CurveChoice.Parse(axis, losses, scale, unit), HeadAddress.Parse(a), HeadAddress.Parse(b), prompt);

    /// <summary>The address's query; what is as by default is left out, but not that no run was chosen.</summary>
    public string ToQuery()
    {
        (string Name, string? Value)[] parts =
        [
            ("runs", string.Join(',', Runs)),
            ("axis", Curves.Axis == "step" ? null : Curves.Axis),
            ("losses", Curves.Losses),
            ("scale", Curves.Log ? "log" : null),
            ("unit", Curves.Bits ? "bits" : null),
            ("a", A?.ToString()),
            ("b", B?.ToString()),
            ("prompt", Prompt),
        ];
        string query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!).Replace("%2C", ",", StringComparison.Ordinal)}"));
        return "?" + query;
    }
}

/// <summary>A head of a run at a step, counted from 0; step null for the newest.</summary>
public sealed record HeadAddress(string Run, int? Step, int Layer, int Head)
{
    /// <summary>Null when it is none.</summary>
    public static HeadAddress? Parse(string? text) =>
        text?.Split(',') is [{ Length: > 0 } run, var step, var layer, var head] && Number(layer) is { } l && Number(head) is { } h && (step == "latest" || Number(step) is not null)
            ? new(run, Number(step), l, h)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run},{(Step is { } step ? step.ToString(CultureInfo.InvariantCulture) : "latest")},{Layer},{Head}");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}

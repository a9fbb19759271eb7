// How the curves of several runs are drawn: over what, which losses, on which scale.
namespace AttentionLab.Client.Controls.Curves;

/// <param name="Axis">step, tokens or time.</param>
/// <param name="Raw">Training loss of each step's batch.</param>
/// <param name="Smooth">Its mean over the last tenth of the steps, at most 50.</param>
/// <param name="Val">Estimates on the validation split.</param>
/// <param name="Log">Logarithmic loss axis.</param>
/// <param name="Bits">Bits per character in place of nats per token.</param>
public sealed record CurveChoice(string Axis = "step", bool Raw = false, bool Smooth = true, bool Val = true, bool Log = false, bool Bits = false)
{
    public static IReadOnlyList<(string Name, string Title)> Axes { get; } = [("step", "Steps"), ("tokens", "Tokens"), ("time", "Time")];

    /// <summary>From an address's words; what it does not name or nobody knows is as by default.</summary>
    /// <param name="losses">Comma-separated: raw, smooth, val.</param>
    /// <param name="scale">linear or log.</param>
    /// <param name="unit">nats (per token) or bits (per character).</param>
    public static CurveChoice Parse(string? axis, string? losses, string? scale, string? unit = null)
    {
        var named = losses?.Split(',');
        var standard = new CurveChoice();
        return new(
            Axes.Any(known => known.Name == axis) ? axis! : standard.Axis,
            named?.Contains("raw") ?? standard.Raw,
            named?.Contains("smooth") ?? standard.Smooth,
            named?.Contains("val") ?? standard.Val,
            scale == "log",
            unit == "bits");
    }

    /// <summary>The word for an address; null where it is as by default.</summary>
    public string? Losses => (Raw, Smooth, Val) == (false, true, true)
        ? null
        : string.Join(',', new[] { Raw ? "raw" : null, Smooth ? "smooth" : null, Val ? "val" : null }.Where(name => name is not null));
}

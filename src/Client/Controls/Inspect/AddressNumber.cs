// A position in the address: what is no position counts as left out, so that a hand-edited address breaks no page.
using System.Globalization;

namespace AttentionLab.Client.Controls.Inspect;

public static class AddressNumber
{
    /// <summary>0 or more, or null.</summary>
    public static int? Of(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}

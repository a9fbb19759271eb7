// The palette can be read: every ink on every ground that it is written on has a contrast of 4.5 or more, light and dark (WCAG 2.2, 1.4.3).
using System.Globalization;
using System.Text.RegularExpressions;

namespace AttentionLab.House.Tests;

public class ContrastTests
{
    [Theory]
    [InlineData("ink", "page panel sunken accent-soft good-soft warn-soft bad-soft")]
    [InlineData("ink-2", "page panel sunken")]
    [InlineData("ink-3", "page panel")]
    [InlineData("accent", "page panel accent-soft")]
    [InlineData("accent-ink", "accent accent-hover")]
    [InlineData("good", "panel good-soft")]
    [InlineData("warn", "panel warn-soft")]
    [InlineData("bad", "panel bad-soft")]
    public void Ink_OnItsGrounds_HasEnoughContrast(string ink, string grounds)
    {
        var theme = Repository.Read("src/Client/Layout/LabTheme.cs").Split("new PaletteDark");
        foreach (var (scheme, colours) in new[] { ("light", ColoursOf(theme[0])), ("dark", ColoursOf(theme[1])) })
            foreach (var ground in grounds.Split(' '))
            {
                var contrast = Contrast(colours[ink], colours[ground]);
                Assert.True(contrast >= 4.5, $"{scheme}: {ink} on {ground} has {contrast:F2}");
            }
    }

    [Fact]
    public void Contrast_BlackOnWhite_IsTwentyOne() => Assert.Equal(21, Contrast("000000", "ffffff"), 1e-9);

    /// <summary>The lab's names of the palette's colours, as the style sheet gives them.</summary>
    private static Dictionary<string, string> ColoursOf(string palette)
    {
        var colours = Regex.Matches(palette, "([A-Za-z]+) = \"#([0-9a-f]{6})\"").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        return Regex.Matches(Repository.Read("wwwroot/css/app.css"), @"--lab-([a-z0-9-]+): var\(--mud-palette-([a-z-]+)\);")
            .Select(match => (Name: match.Groups[1].Value, Colour: match.Groups[2].Value.Replace("-text", "-contrast-text").Replace("-", "")))
            .Where(known => colours.ContainsKey(known.Colour)).ToDictionary(known => known.Name, known => colours[known.Colour]);
    }

    private static double Contrast(string a, string b)
    {
        double first = Luminance(a), second = Luminance(b);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>Relative luminance of an sRGB colour written rrggbb, 0 to 1 (WCAG 2.2).</summary>
    private static double Luminance(string colour)
    {
        var value = int.Parse(colour, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return 0.2126 * Linear(value >> 16) + 0.7152 * Linear(value >> 8 & 255) + 0.0722 * Linear(value & 255);
    }

    private static double Linear(int channel) => channel / 255.0 <= 0.04045 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + 0.055) / 1.055, 2.4);
}

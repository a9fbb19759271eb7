// What the page of runs shows: search, order, which of its tabs, page and rows on it; the address holds all of it.
using System.Globalization;

namespace AttentionLab.Client.Controls.Runs;

/// <param name="Page">From 1.</param>
/// <param name="Rows">Of one page of the list, a race counting as one.</param>
public sealed record RunView(string Search, RunOrder Order, RunView.Tab Shows, int Page, int Rows)
{
    public enum Tab { List, Families, Trash }

    /// <summary>How many rows a page may have; the first is the usual one.</summary>
    public static IReadOnlyList<int> RowChoices { get; } = [25, 50, 100];

    /// <summary>From an address; what it says wrongly is as by default.</summary>
    public static RunView Parse(string? search, string? sort, string? view, string? page, string? rows) => new(
        search ?? "",
        RunOrder.Keys.Contains(sort?.TrimStart('-') ?? "") ? RunOrder.Parse(sort) : RunOrder.Newest,
        view switch { "families" => Tab.Families, "trash" => Tab.Trash, _ => Tab.List },
        Number(page) is > 0 and var number ? number : 1,
        RowChoices.Contains(Number(rows)) ? Number(rows) : RowChoices[0]);

    /// <summary>The address's query; what is as by default is left out.</summary>
    public string ToQuery()
    {
        (string Name, string? Value)[] parts =
        [
            ("search", Search.Length == 0 ? null : Search),
            ("sort", Order == RunOrder.Newest ? null : Order.ToString()),
            ("view", Shows == Tab.List ? null : Shows.ToString().ToLowerInvariant()),
            ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
            ("rows", Rows == RowChoices[0] ? null : Rows.ToString(CultureInfo.InvariantCulture)),
        ];
        string query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}

// What the list of runs shows: search, order, list or families, page; the address holds all of it.
using System.Globalization;

namespace AttentionLab.Client.Controls.Runs;

/// <param name="Page">From 1.</param>
public sealed record RunView(string Search, RunOrder Order, bool Families, int Page)
{
    /// <summary>Runs on one page of the list.</summary>
    public const int PageRuns = 50;

    /// <summary>From an address; what it says wrongly is as by default.</summary>
    public static RunView Parse(string? search, string? sort, string? view, string? page) => new(
        search ?? "",
        RunOrder.Keys.Contains(sort?.TrimStart('-') ?? "") ? RunOrder.Parse(sort) : RunOrder.Newest,
        view == "families",
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : 1);

    /// <summary>The address's query; what is as by default is left out.</summary>
    public string ToQuery()
    {
        (string Name, string? Value)[] parts =
        [
            ("search", Search.Length == 0 ? null : Search),
            ("sort", Order == RunOrder.Newest ? null : Order.ToString()),
            ("view", Families ? "families" : null),
            ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ];
        string query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }
}

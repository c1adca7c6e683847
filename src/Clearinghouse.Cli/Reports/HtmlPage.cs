using System.Net;

namespace Clearinghouse.Cli.Reports;

/// <summary>What every page of ours looks like: one file, without scripts or anything fetched.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 15px/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; color: #1d2730; background: #fff; max-width: 1080px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.7rem; margin-bottom: .2rem; } h2 { margin-top: 2.4rem; border-bottom: 1px solid #d5dbe1; padding-bottom: .2rem; } h3 { margin-bottom: .2rem; }
        p { max-width: 75ch; } .lead { color: #4a5560; }
        svg { width: 100%; height: auto; display: block; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .9em; font-variant-numeric: tabular-nums; margin: .6rem 0; }
        th, td { padding: .25rem .5rem; text-align: right; border-bottom: 1px solid #e6e9ed; white-space: nowrap; }
        th { color: #4a5560; font-weight: 600; white-space: normal; vertical-align: bottom; } th:first-child, td:first-child { text-align: left; }
        tr.own td { font-weight: 600; } code { font-size: .9em; overflow-wrap: anywhere; }
        """;

    /// <summary>Everything up to the content.</summary>
    /// <param name="title">The page's title, as text.</param>
    public static string Head(string title) =>
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n";

    /// <summary>What ends a page.</summary>
    public const string Foot = "</body>\n</html>\n";

    /// <summary>A table that scrolls by itself where the window is narrow.</summary>
    public static string Table(IEnumerable<string> headers, IEnumerable<(bool IsOwn, string[] Cells)> rows) =>
        $"<div class=\"scroll\"><table>\n<tr>{string.Concat(headers.Select(header => $"<th>{Text(header)}</th>"))}</tr>\n"
        + string.Concat(rows.Select(row => $"{(row.IsOwn ? "<tr class=\"own\">" : "<tr>")}{string.Concat(row.Cells.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>\n"))
        + "</table></div>\n";

    /// <summary>Text that cannot become markup.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}

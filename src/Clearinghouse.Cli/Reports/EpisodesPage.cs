using System.Globalization;
using System.Text;
using Clearinghouse.Cli.Episodes;

namespace Clearinghouse.Cli.Reports;

/// <summary>One page of several episodes: what fixed margin and margin that follows forecasts came to in each, and the plots.</summary>
internal static class EpisodesPage
{
    public static string Of(EpisodesReport report)
    {
        var page = new StringBuilder();
        page.Append(HtmlPage.Head("Episodes"));
        page.Append("<h1>Fixed and following margin</h1>\n<p class=\"lead\">The same traders twice in every episode: with fixed rates, and with rates that follow the champion's forecasts. Left of the arrow fixed, right of it following. Times are UTC.</p>\n");
        page.Append(HtmlPage.Table(EpisodesTable.Headers, report.Episodes.Select(outcome => (false, EpisodesTable.Row(outcome)))));
        page.Append("<ul>\n");
        foreach (var (outcome, i) in report.Episodes.Select((outcome, i) => (outcome, i)))
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#e{i}\">{HtmlPage.Text(outcome.Name)}</a></li>\n");
        page.Append("</ul>\n");
        foreach (var (outcome, i) in report.Episodes.Select((outcome, i) => (outcome, i)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"e{i}\">{HtmlPage.Text(outcome.Name)}</h2>\n");
            page.Append(ReplayComparisonPage.SectionsOf(outcome.Comparison, $"e{i}", 3));
        }

        return page.Append(HtmlPage.Foot).ToString();
    }
}

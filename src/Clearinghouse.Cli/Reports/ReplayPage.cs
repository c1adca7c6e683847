using System.Globalization;
using System.Text;
using Clearinghouse.Cli.Replay;

namespace Clearinghouse.Cli.Reports;

/// <summary>The page of one replay.</summary>
internal static class ReplayPage
{
    public static string Of(ReplayReport report)
    {
        var page = new StringBuilder();
        var title = $"{string.Join(", ", report.Markets)}, {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}";
        page.Append(HtmlPage.Head(title));
        page.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n<p class=\"lead\">{report.Accounts:N0} traders on {report.Venues} venues, seed {report.Seed}: {report.TradesCleared:N0} trades cleared, {report.MarginCalls:N0} margin calls, conservation residual {report.ConservationResidual}, verification {HtmlPage.Text(report.Verification)}. Times are UTC.</p>\n");
        if (report.Defaults is not null) page.Append("<h2>Accounts that could not pay</h2>\n").Append(ReplayDefaultsSections.Of(report, "d", 3));
        foreach (var (margin, i) in report.Margins.Select((margin, i) => (margin, i)))
            page.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(margin.Market)}</h2>\n<h3>Price, and when the breaker was up</h3>\n{ReplayComparisonPage.Prices(margin, $"p{i}")}\n");
        return page.Append(HtmlPage.Foot).ToString();
    }
}

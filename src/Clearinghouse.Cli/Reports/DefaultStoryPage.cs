using System.Globalization;
using System.Text;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Reports;

/// <summary>The page of one default.</summary>
internal static class DefaultStoryPage
{
    public static string Of(DefaultStory story)
    {
        var page = new StringBuilder();
        var title = $"Default {story.Default}";
        page.Append(HtmlPage.Head(title));
        page.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n<p class=\"lead\">{HtmlPage.Text(LeadOf(story))} Times are UTC.</p>\n");
        page.Append(HtmlPage.Table(["", ""], DefaultStoryTables.Totals(story).Select(row => (false, (string[])[row.Label, row.Value]))));
        if (story.Plan is { Loss.IsPositive: true } plan)
        {
            page.Append("<h2>Who bears the loss</h2>\n");
            page.Append(WaterfallChart.Of([("loss", plan.Loss)], [.. plan.Layers.Select(use => (use.Layer.Name, use.Used))], plan.Uncovered, "w"));
        }

        Table(page, "", DefaultStoryTables.LayerHeaders, DefaultStoryTables.Layers(story));
        Table(page, "Who paid what, and why", DefaultStoryTables.PostingHeaders, DefaultStoryTables.Postings(story));
        if (!story.States.IsEmpty) page.Append(CultureInfo.InvariantCulture, $"<h2>The path</h2>\n{DefaultPathCharts.Equity(story, "e")}\n");
        Table(page, "", DefaultStoryTables.PathHeaders, DefaultStoryTables.Path(story));
        Table(page, "The auction", DefaultStoryTables.AuctionHeaders, DefaultStoryTables.Auction(story));
        Prices(page, story);
        Table(page, "What was closed", DefaultStoryTables.TradeHeaders, DefaultStoryTables.Trades(story));
        Table(page, "The plans of the steps", DefaultStoryTables.PlanHeaders, DefaultStoryTables.Plans(story));
        Table(page, "What they passed over, and why", DefaultStoryTables.RejectedHeaders, DefaultStoryTables.Rejected(story));
        Table(page, "Transfers", DefaultStoryTables.TransferHeaders, DefaultStoryTables.Transfers(story));
        Table(page, "Recoveries", DefaultStoryTables.RecoveryHeaders, DefaultStoryTables.Recoveries(story));
        return page.Append(HtmlPage.Foot).ToString();
    }

    private static void Prices(StringBuilder page, DefaultStory story)
    {
        foreach (var (market, i) in story.Prices.Select(price => price.Market).Distinct().Order().Select((market, i) => (market, i)))
            page.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(market.Value)}</h2>\n{DefaultPathCharts.Price(story, market, $"p{i}")}\n");
        Table(page, "Prices that decisions rest on", DefaultStoryTables.PriceHeaders, DefaultStoryTables.Prices(story));
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0) return;
        if (title.Length > 0) page.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(title)}</h2>\n");
        page.Append(HtmlPage.Table(headers, cells.Select(row => (false, row))));
    }

    private static string LeadOf(DefaultStory story) => story.Plan is not { } plan
        ? $"{story.Account} is in default; its loss is not allocated yet."
        : $"{story.Account} left a loss of {DefaultWords.Money(plan.Loss)}. {(plan.Uncovered.IsZero ? "The layers cover all of it." : $"The layers leave {DefaultWords.Money(plan.Uncovered)} of it uncovered.")}";
}

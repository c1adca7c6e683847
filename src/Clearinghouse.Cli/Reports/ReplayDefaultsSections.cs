using System.Globalization;
using System.Text;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Reports;

/// <summary>What became of accounts that could not pay, for the pages of replays.</summary>
internal static class ReplayDefaultsSections
{
    private const int MostDeleveragings = 50;

    /// <param name="report">The replay.</param>
    /// <param name="prefix">Of the ids of the charts, so that they differ from those of others on the page.</param>
    /// <param name="level">Of the headings.</param>
    /// <returns>Nothing where defaults were not dealt with.</returns>
    public static string Of(ReplayReport report, string prefix, int level)
    {
        if (report.Defaults is not { } defaults) return "";
        var page = new StringBuilder();
        page.Append(HtmlPage.Table(["", ""], ReplayDefaultsText.Totals(defaults).Select(row => (false, (string[])[row.Label, row.Value]))));
        if (defaults.Total.Loss.IsPositive)
        {
            Heading("The losses of all defaults, and of the pool's own book, by the layer that bears them");
            var layers = Enum.GetValues<WaterfallLayerKind>().Where(layer => layer != WaterfallLayerKind.Uncovered && (defaults.Total.LossOf(layer).IsPositive || IsFund(layer)));
            page.Append(WaterfallChart.Of(SourcesOf(defaults.Total), [.. layers.Select(layer => (DefaultWords.Of(layer), defaults.Total.LossOf(layer)))], defaults.Total.Uncovered, $"{prefix}w"));
        }

        Heading("Notional closed for accounts, by who took it over, and losses, day by day");
        page.Append(CultureInfo.InvariantCulture, $"{PathDaysChart.Of(report.Days, $"{prefix}d")}\n");
        page.Append(HtmlPage.Table(ReplayDaysText.PathHeaders, report.Days.Select(day => (false, ReplayDaysText.PathRow(day)))));
        if (defaults.Deleveragings.Count == 0) return page.ToString();
        Heading("Deleveraging by the rule, and by the usual queue on the same event");
        page.Append(HtmlPage.Table(ReplayDefaultsText.DeleveragingHeaders, ReplayDefaultsText.DeleveragingRows(defaults).Take(MostDeleveragings).Select(row => (false, row))));
        if (defaults.Deleveragings.Count > MostDeleveragings) page.Append(CultureInfo.InvariantCulture, $"<p>The first {MostDeleveragings} of {defaults.Deleveragings.Count}; --json has all.</p>\n");
        return page.ToString();

        void Heading(string text) => page.Append(CultureInfo.InvariantCulture, $"<h{level}>{text}</h{level}>\n");
    }

    /// <summary>What the book lost is a row of its own where there is any.</summary>
    private static IReadOnlyList<(string Name, Amount Part)> SourcesOf(PathDay total) => total.BookLoss.IsZero
        ? [("losses of defaults", total.Loss)]
        : [("losses of defaults", total.Loss - total.BookLoss), ("of the pool's own book", total.BookLoss)];

    private static bool IsFund(WaterfallLayerKind layer) => layer is WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.HouseCapital or WaterfallLayerKind.InsuranceTranche or WaterfallLayerKind.MutualFund or WaterfallLayerKind.Assessment;
}

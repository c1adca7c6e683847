using Clearinghouse.Core.Defaults.Stories;
using Spectre.Console;

namespace Clearinghouse.Cli.Defaults;

/// <summary>A default's story for people.</summary>
internal static class DefaultStoryText
{
    /// <summary>Writes all of it; what did not happen has no table.</summary>
    public static void Write(CliOutput output, DefaultStory story)
    {
        output.WriteTable($"default {story.Default}", DefaultStoryTables.Totals(story));
        Table(output, "prices that decisions rest on", DefaultStoryTables.PriceHeaders, DefaultStoryTables.Prices(story));
        Table(output, "the path", DefaultStoryTables.PathHeaders, DefaultStoryTables.Path(story));
        Table(output, "the auction", DefaultStoryTables.AuctionHeaders, DefaultStoryTables.Auction(story));
        Table(output, "what was closed", DefaultStoryTables.TradeHeaders, DefaultStoryTables.Trades(story));
        Table(output, "the plans of the steps", DefaultStoryTables.PlanHeaders, DefaultStoryTables.Plans(story));
        Table(output, "what they passed over, and why", DefaultStoryTables.RejectedHeaders, DefaultStoryTables.Rejected(story));
        Table(output, "the layers", DefaultStoryTables.LayerHeaders, DefaultStoryTables.Layers(story));
        Table(output, "who paid what, and why", DefaultStoryTables.PostingHeaders, DefaultStoryTables.Postings(story));
        Table(output, "transfers", DefaultStoryTables.TransferHeaders, DefaultStoryTables.Transfers(story));
        Table(output, "recoveries", DefaultStoryTables.RecoveryHeaders, DefaultStoryTables.Recoveries(story));
    }

    private static void Table(CliOutput output, string title, IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0) return;
        var table = new Table().Border(TableBorder.Rounded).Title(title);
        foreach (var header in headers) table.AddColumn(Markup.Escape(header));
        foreach (var row in cells) table.AddRow([.. row.Select(Markup.Escape)]);
        output.DataConsole().Write(table);
    }
}

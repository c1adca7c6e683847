using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;

namespace Clearinghouse.Cli.Defaults;

/// <summary>A list of defaults for people.</summary>
internal static class DefaultListText
{
    private static readonly string[] Headers = ["default", "declared", "cause", "loss", "uncovered", "paid back", ""];

    /// <summary>Writes a row for each, or that there is none.</summary>
    public static void Write(CliOutput output, ImmutableArray<ListedDefault> defaults)
    {
        if (defaults.IsEmpty)
        {
            output.Data.WriteLine("no defaults");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).Title("defaults");
        foreach (var header in Headers) table.AddColumn(new TableColumn(header) { Alignment = header is "loss" or "uncovered" or "paid back" ? Justify.Right : Justify.Left });
        foreach (var one in defaults)
        {
            table.AddRow(
                Markup.Escape(one.Default.Value),
                one.DeclaredAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                DefaultWords.Of(one.Cause),
                DefaultWords.Money(one.Loss),
                DefaultWords.Money(one.Uncovered),
                DefaultWords.Money(one.PaidBack),
                one.IsClosed ? "closed" : "under way");
        }

        output.DataConsole().Write(table);
    }
}

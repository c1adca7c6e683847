using System.Globalization;
using Clearinghouse.Core.Margin.Venues.Comparison;
using Spectre.Console;

namespace Clearinghouse.Cli.Margin;

/// <summary>A comparison of margin rules for people.</summary>
internal static class ComparisonText
{
    /// <summary>Writes a row per rule.</summary>
    public static void Write(CliOutput output, VenueBook book, IReadOnlyList<MarginComparison> rows)
    {
        var legs = book.Legs.Count();
        var table = new Table().Border(TableBorder.Rounded).Title(string.Create(CultureInfo.InvariantCulture, $"{legs} legs at {book.Venues.Count} venues"));
        foreach (var header in (string[])["rule", "legs", "initial", "maintenance", "initial, apart", "maintenance, apart", "saved together"])
            table.AddColumn(new TableColumn(header) { Alignment = header == "rule" ? Justify.Left : Justify.Right });
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Rule),
                string.Create(CultureInfo.InvariantCulture, $"{row.LegsCovered} of {legs}"),
                Money(row.Initial),
                Money(row.Maintenance),
                Money(row.InitialApart),
                Money(row.MaintenanceApart),
                row.InitialApart > 0 ? (1 - (row.Initial / row.InitialApart)).ToString("P0", CultureInfo.InvariantCulture) : "–");
        }

        output.DataConsole().Write(table);
    }

    private static string Money(double amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}

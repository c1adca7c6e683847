using System.Globalization;
using Clearinghouse.Core.Units;
using Spectre.Console;

namespace Clearinghouse.Cli.Replay;

/// <summary>The days of a replay for people, a row each, in whole units of money.</summary>
internal static class ReplayDaysText
{
    private static readonly string[] Headers = ["day", "margin held", "required", "losses realised", "uncovered", "below maintenance", "called"];

    /// <summary>Writes the table.</summary>
    public static void Write(CliOutput output, IReadOnlyList<ReplayDay> days)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("every account, at the end of each day");
        foreach (var header in Headers) table.AddColumn(new TableColumn(header) { Alignment = header == Headers[0] ? Justify.Left : Justify.Right });
        foreach (var day in days)
        {
            table.AddRow(
                day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Money(day.MarginHeld),
                Money(day.MarginRequired),
                Money(day.RealisedLosses),
                Money(day.UncoveredLosses),
                Count(day.AccountsBelowMaintenance),
                Count(day.AccountsInMarginCall));
        }

        output.DataConsole().Write(table);
    }

    private static string Money(Amount amount) => amount.ToDouble().ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int accounts) => accounts.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Units;
using Spectre.Console;

namespace Clearinghouse.Cli.Replay;

/// <summary>The days of a replay for people, a row each, in whole units of money.</summary>
internal static class ReplayDaysText
{
    private static readonly string[] Headers = ["day", "margin held", "required", "losses realised", "uncovered", "below maintenance", "called"];

    /// <summary>Headers of <see cref="PathRow"/>.</summary>
    public static IReadOnlyList<string> PathHeaders { get; } = ["day", "liquidations", "recovered", "closed to bidders", "to backstops", "to the book", "penalties", "defaults", "loss", "borne by funds", "by winners", "uncovered"];

    /// <summary>What happened on a day to accounts that could not pay, in whole units of money.</summary>
    public static string[] PathRow(ReplayDay day)
    {
        var path = day.Path ?? PathDay.Quiet;
        return
        [
            day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Count(path.Liquidations),
            Count(path.Recoveries),
            Money(path.Closed.GetValueOrDefault(TakerKind.Bidder)),
            Money(path.Closed.GetValueOrDefault(TakerKind.Backstop)),
            Money(path.Closed.GetValueOrDefault(TakerKind.Book)),
            Money(path.Penalties),
            Count(path.Defaults),
            Money(path.Loss),
            Money(path.BorneByFunds),
            Money(path.TakenFromWinners),
            Money(path.Uncovered),
        ];
    }

    /// <summary>Writes what happened to accounts that could not pay, day by day.</summary>
    public static void WritePath(CliOutput output, IReadOnlyList<ReplayDay> days)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("from margin call to the last layer");
        foreach (var header in PathHeaders) table.AddColumn(new TableColumn(header) { Alignment = header == PathHeaders[0] ? Justify.Left : Justify.Right });
        foreach (var day in days) table.AddRow(PathRow(day));
        output.DataConsole().Write(table);
    }

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

using System.Globalization;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using Spectre.Console;

namespace Clearinghouse.Cli.Episodes;

/// <summary>Episodes in one table: fixed rates, an arrow, rates that follow forecasts.</summary>
internal static class EpisodesTable
{
    private static readonly BreakerLevel[] Levels = [BreakerLevel.Guarded, BreakerLevel.ReduceOnly, BreakerLevel.Halted];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } =
        ["episode", "average initial margin, %", "breaches of a day's worst mark", "worst excess, points", "hours guarded / reduce-only / halted", "margin calls", "liquidations", "notional closed", "defaults", "loss", "of it uncovered", "owed by the pool's own book", "owed beyond all they have, most on an evening"];

    /// <summary>The cells of an episode.</summary>
    public static string[] Row(EpisodeOutcome outcome)
    {
        var (one, other) = (outcome.Comparison.Static, outcome.Comparison.Adaptive);
        return
        [
            outcome.Name,
            Arrow(report => string.Join(", ", report.Margins.Select(margin => Number(100 * margin.AverageInitialMarginRate)))),
            $"{Arrow(report => Number(report.Margins.Sum(margin => margin.BreachesLong + margin.BreachesShort)))} of {Number(2 * one.Margins.Sum(margin => margin.Days))}",
            Arrow(report => Number(100 * report.Margins.Max(margin => margin.WorstExcess))),
            Arrow(report => string.Join(" / ", Levels.Select(level => Number(report.Margins.Sum(margin => margin.BreakerHours.GetValueOrDefault(level)))))),
            Arrow(report => Number(report.MarginCalls)),
            Arrow(report => Number(PathOf(report).Liquidations)),
            Arrow(report => Number(PathOf(report).ClosedNotional.ToDouble())),
            Arrow(report => Number(PathOf(report).Defaults)),
            Arrow(report => Number(PathOf(report).Loss.ToDouble())),
            Arrow(report => Number(PathOf(report).Uncovered.ToDouble())),
            Arrow(report => Number(report.Defaults?.BookShortfall.ToDouble() ?? 0)),
            Arrow(report => Number(report.Days.Max(day => day.UncoveredLosses).ToDouble())),
        ];

        string Arrow(Func<ReplayReport, string> of) => $"{of(one)} → {of(other)}";
    }

    /// <summary>Writes it for people; a terminal is narrow, so every episode gets lines of its own.</summary>
    public static void Write(CliOutput output, EpisodesReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("fixed rates → following forecasts");
        table.AddColumn("");
        foreach (var episode in report.Episodes) table.AddColumn(new TableColumn(Markup.Escape(episode.Name)) { Alignment = Justify.Right });
        var rows = report.Episodes.Select(Row).ToList();
        for (var i = 1; i < Headers.Count; i++) table.AddRow([Markup.Escape(Headers[i]), .. rows.Select(row => Markup.Escape(row[i]))]);
        output.DataConsole().Write(table);
    }

    private static PathDay PathOf(ReplayReport report) => report.Defaults?.Total ?? PathDay.Quiet;

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

using Clearinghouse.Benchmarks.Load;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Benchmarks.Reports;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>Many accounts that fall short at once, and what others notice of it.</summary>
/// <param name="Machine">On what.</param>
/// <param name="Accounts">How many accounts.</param>
/// <param name="InFlight">Calls in flight in the other market.</param>
/// <param name="Repetitions">Of everything.</param>
/// <param name="WindowSeconds">Before and after, in seconds.</param>
/// <param name="Liquidations">How long it took.</param>
/// <param name="Clearing">What the other market noticed.</param>
internal sealed record LiquidationReport(
    MachineDescription Machine, int Accounts, int InFlight, int Repetitions, double WindowSeconds, IReadOnlyList<LiquidationRow> Liquidations, IReadOnlyList<ClearingRow> Clearing)
{
    /// <summary>The row of a database's repetitions.</summary>
    public static LiquidationRow Summarize(DatabaseKind database, IReadOnlyList<LiquidationRun> runs) => new(
        database,
        Median(runs, run => run.Tally!.Recovered),
        Median(runs, run => run.Tally!.Closed),
        Median(runs, run => run.Tally!.CloseOuts),
        Median(runs, run => run.Seconds),
        runs.Min(run => run.Seconds),
        runs.Max(run => run.Seconds),
        Median(runs, run => run.Tally!.CloseOuts / run.Seconds));

    /// <summary>The rows of a database's repetitions, with a policy and without.</summary>
    public static IEnumerable<ClearingRow> Compare(DatabaseKind database, IReadOnlyList<LiquidationRun> runs, IReadOnlyList<LiquidationRun> peers)
    {
        foreach (var (window, select) in new (string, Func<LiquidationRun, WindowSample>)[] { ("before", run => run.Before), ("during", run => run.During), ("after", run => run.After) })
            yield return new ClearingRow(database, window, Summarize([.. runs.Select(select)]), Summarize([.. peers.Select(select)]));
    }

    private static WindowSample Summarize(IReadOnlyList<WindowSample> samples) => new(
        LoadRow.Median(samples.Select(sample => sample.PerSecond))!.Value,
        LoadRow.Median(samples.Select(sample => sample.P50Ms).OfType<double>()),
        LoadRow.Median(samples.Select(sample => sample.P99Ms).OfType<double>()));

    private static double Median(IReadOnlyList<LiquidationRun> runs, Func<LiquidationRun, double> select) => LoadRow.Median(runs.Select(select))!.Value;
}

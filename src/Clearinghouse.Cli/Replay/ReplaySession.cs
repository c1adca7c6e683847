using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Cli.Commands;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;
using Clearinghouse.MarketData.Files;

namespace Clearinghouse.Cli.Replay;

/// <summary>A whole replay: read, run, stop, verify, report.</summary>
/// <param name="options">What to replay.</param>
/// <param name="progress">Hears the share done, from 0 to 1.</param>
internal sealed class ReplaySession(ReplayOptions options, Action<double> progress)
{
    private readonly StageTimes _times = new();

    /// <exception cref="CliException">Bad input; nothing was made.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; the database verifies up to there.</exception>
    public async Task<(ReplayReport Report, VerificationReport Verification)> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Database is { } named && File.Exists(named))
            throw new CliException($"The file '{named}' exists already. A replay starts on a new database: name another file, or delete this one.");
        var series = await _times.Measure(ReplayStage.ReadingBars, () => ReadAsync(cancellationToken));
        var moments = BarAlignment.Join(series, options.From?.ToUnixTimeMilliseconds(), options.To?.ToUnixTimeMilliseconds()).ToList();
        if (moments.Count == 0) throw new CliException("No bars lie between --from and --to.");

        var database = options.Database ?? Path.Combine(Directory.CreateTempSubdirectory("clearinghouse-replay-").FullName, "replay.db");
        try
        {
            var (run, statements) = await PlayAsync(series, moments, database, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var verification = await _times.Measure(ReplayStage.Verification, () => VerifyAsync(database, cancellationToken));
            return (MakeReport(series, moments, run, statements, verification), verification);
        }
        finally
        {
            if (options.Database is null) Directory.Delete(Path.GetDirectoryName(database)!, recursive: true);
        }
    }

    private async Task<IReadOnlyList<BarSeries>> ReadAsync(CancellationToken cancellationToken)
    {
        var series = new List<BarSeries>();
        foreach (var (symbol, path) in options.Bars)
        {
            var file = new BarFileOptions { Symbol = symbol, Gaps = options.RefuseGaps ? GapPolicy.Refuse : GapPolicy.Report };
            series.Add((await BarFile.ReadAsync(path, file, cancellationToken)).Series);
        }

        return series;
    }

    private async Task<(ReplayRun Run, AccountStatement[] Statements)> PlayAsync(
        IReadOnlyList<BarSeries> series, List<BarMoment> moments, string database, CancellationToken cancellationToken)
    {
        var clock = new ReplayClock(DateTimeOffset.FromUnixTimeMilliseconds(moments[0].OpenTimeMs));
        var node = await _times.Measure(ReplayStage.SetUp, () => ReplayNode.StartAsync(database, clock, cancellationToken));
        try
        {
            var run = new ReplayRun(options, series, node, clock, _times);
            await run.SetUpAsync();
            for (var i = 0; i < moments.Count && !cancellationToken.IsCancellationRequested; i++)
            {
                await run.StepAsync(moments[i]);
                progress((i + 1.0) / moments.Count);
            }

            return (run, await run.StatementsAsync());
        }
        finally
        {
            await _times.Measure(ReplayStage.Closing, () => node.DisposeAsync().AsTask());
        }
    }

    private static async Task<VerificationReport> VerifyAsync(string database, CancellationToken cancellationToken)
    {
        await using var store = DatabaseOption.OpenFile(database);
        return await new DatabaseVerification(store).RunAsync(cancellationToken);
    }

    private ReplayReport MakeReport(
        IReadOnlyList<BarSeries> series, List<BarMoment> moments, ReplayRun run, AccountStatement[] statements, VerificationReport verification)
    {
        var margins = statements.Select(statement => statement.Margin).OfType<Core.Margin.MarginStatement>().ToList();
        var pools = verification.Pools;
        return new ReplayReport
        {
            Markets = [.. series.Select(bars => bars.Symbol)],
            From = DateTimeOffset.FromUnixTimeMilliseconds(moments[0].OpenTimeMs),
            To = DateTimeOffset.FromUnixTimeMilliseconds(moments[^1].OpenTimeMs),
            Bars = moments.Count,
            Accounts = options.Accounts,
            Venues = options.Venues,
            Seed = options.Seed,
            TradesSubmitted = run.Submitted,
            TradesCleared = run.Cleared,
            TradesRefused = run.Refused,
            Deposits = Sum(statements, statement => statement.Deposits),
            Withdrawals = Sum(statements, statement => statement.Withdrawals),
            Fees = Sum(pools, pool => pool.Funds),
            FundingPaid = Sum(margins.SelectMany(margin => margin.Lines), line => Amount.Max(line.FundingPaid + line.FundingOwed, Amount.Zero)),
            MarginHeld = Sum(margins, margin => margin.Equity),
            MarginRequired = Sum(margins, margin => margin.InitialMargin),
            AccountsBelowInitial = margins.Count(margin => !margin.IsInitialCovered),
            AccountsBelowMaintenance = margins.Count(margin => !margin.IsMaintenanceCovered),
            AccountsUnderWater = margins.Count(margin => margin.IsUnderWater),
            ConservationResidual = Sum(pools, pool => pool.Residual.Abs()),
            Verification = verification.Fault?.ToString() ?? "holds",
            Timing = new ReplayTiming(
                Math.Round(_times.Elapsed.TotalSeconds, 1),
                Math.Round(run.Cleared / Math.Max(0.001, _times.Of(ReplayStage.Clearing).TotalSeconds)),
                _times.ToShares()),
        };
    }

    private static Amount Sum<T>(IEnumerable<T> items, Func<T, Amount> part) => items.Aggregate(Amount.Zero, (sum, item) => sum + part(item));
}

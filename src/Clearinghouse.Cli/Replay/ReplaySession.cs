using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Cli.Scenarios;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;
using Clearinghouse.MarketData.Files;

namespace Clearinghouse.Cli.Replay;

/// <summary>A whole replay: read, run, stop, verify, report.</summary>
/// <param name="options">What to replay.</param>
/// <param name="progress">Hears the share done, from 0 to 1.</param>
internal sealed class ReplaySession(ReplayOptions options, Action<double> progress)
{
    private const long DayMs = 86_400_000;
    private const int PastDays = 500;
    private const int LeastPastDays = 30;

    private readonly StageTimes _times = new();
    private readonly List<BarSeries> _past = [];
    private readonly List<AccountStatement> _takers = [];
    private ScenarioSet _scenarios = ScenarioSet.Default;

    /// <exception cref="CliException">Bad input, and nothing was made; or the database does not take writes.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; the database verifies up to there.</exception>
    public async Task<(ReplayReport Report, VerificationReport Verification)> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Database is { } named && File.Exists(named))
            throw new CliException($"The file '{named}' exists already. A replay starts on a new database: name another file, or delete this one.");
        var (series, moments) = await _times.Measure(ReplayStage.ReadingBars, () => ReadAsync(cancellationToken));
        var database = options.Database ?? Path.Combine(Directory.CreateTempSubdirectory("clearinghouse-replay-").FullName, "replay.db");
        try
        {
            var (run, statements) = await PlayAsync(series, moments, database, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var (verification, path) = await _times.Measure(ReplayStage.Verification, () => VerifyAsync(database, series[0].IntervalMs, cancellationToken));
            return (MakeReport(series, moments, run, statements, verification, path), verification);
        }
        finally
        {
            if (options.Database is null) Directory.Delete(Path.GetDirectoryName(database)!, recursive: true);
        }
    }

    /// <summary>The bars asked for, and the moments at which some market has one.</summary>
    private async Task<(IReadOnlyList<BarSeries> Series, IReadOnlyList<BarMoment> Moments)> ReadAsync(CancellationToken cancellationToken)
    {
        var (series, histories) = (new List<BarSeries>(), new List<MarketHistory>());
        foreach (var (symbol, path) in options.Bars)
        {
            var file = new BarFileOptions { Symbol = symbol, Gaps = options.RefuseGaps ? GapPolicy.Refuse : GapPolicy.Report };
            var whole = (await BarFile.ReadAsync(path, file, cancellationToken)).Series;
            var asked = whole.Between(options.From?.ToUnixTimeMilliseconds() ?? long.MinValue, options.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
            if (asked.Bars.Count == 0)
                throw new CliException($"{path} has no bars of {symbol} between --from and --to; it reaches from {whole.Bars[0].OpenTime:u} to {whole.Bars[^1].OpenTime:u}.");
            if (asked.IntervalMs != (series.FirstOrDefault()?.IntervalMs ?? asked.IntervalMs))
                throw new CliException($"{path} has bars of {Minutes(asked)}, {options.Bars[0].Path} of {Minutes(series[0])}. Markets are replayed together: give files of one interval.");
            series.Add(asked);
            if (options.Parameters == ReplayParameters.Adaptive) _past.Add(whole.Between(long.MinValue, asked.Bars[0].OpenTimeMs));
            histories.Add(DailyCloses.Of(whole, asked.Bars[0].OpenTimeMs));
        }

        // Only days before the replay: it must not know its own future.
        var past = HistoricalMoves.From(histories, PastDays);
        if (options.Margin == MarginMode.Portfolio && past.Dates.Length >= LeastPastDays) _scenarios = ScenarioDocument.Stamp(ScenarioSet.Default with { History = past });

        return (series, BarAlignment.Join(series).ToList());
    }

    private async Task<(ReplayRun Run, IReadOnlyList<AccountStatement> Statements)> PlayAsync(
        IReadOnlyList<BarSeries> series, IReadOnlyList<BarMoment> moments, string database, CancellationToken cancellationToken)
    {
        var clock = new ReplayClock(DateTimeOffset.FromUnixTimeMilliseconds(moments[0].OpenTimeMs));
        var node = await _times.Measure(ReplayStage.SetUp, () => ReplayNode.StartAsync(database, clock, _scenarios, options.IsVerbose, cancellationToken));
        try
        {
            var run = new ReplayRun(options, series, node, clock, _times);
            await run.SetUpAsync(cancellationToken);
            await _times.Measure(ReplayStage.SetUp, () => run.BackfillAsync(_past));
            for (var i = 0; i < moments.Count && !cancellationToken.IsCancellationRequested; i++)
            {
                await run.StepAsync(moments[i], endsDay: i + 1 == moments.Count || moments[i + 1].OpenTimeMs / DayMs != moments[i].OpenTimeMs / DayMs);
                progress((i + 1.0) / moments.Count);
            }

            if (cancellationToken.IsCancellationRequested) return (run, []);
            _takers.AddRange(await run.TakersAsync());
            return (run, await run.StatementsAsync());
        }
        catch (Exception) when (!node.JournalHealth.IsHealthy)
        {
            // Whatever it was that failed: this is why.
            node.ThrowIfJournalFails();
            throw;
        }
        finally
        {
            await _times.Measure(ReplayStage.Closing, () => node.DisposeAsync().AsTask());
        }
    }

    /// <summary>Verifies what was written, and reads off it what happened on the path to default.</summary>
    private async Task<(VerificationReport Verification, PathTally Path)> VerifyAsync(string database, long intervalMs, CancellationToken cancellationToken)
    {
        // Plain prices come when their bar has ended: what the last of a day causes happens on the next.
        var late = options.Parameters == ReplayParameters.Plain ? TimeSpan.FromMilliseconds(intervalMs) : TimeSpan.Zero;
        await using var opened = await OpenedDatabase.OpenFileAsync(database, cancellationToken);
        var verification = await new DatabaseVerification(opened.Store).RunAsync(cancellationToken);
        return (verification, verification.Holds ? await new DefaultJournals(opened.Store).TallyAsync(late, cancellationToken) : new PathTally(late));
    }

    private ReplayReport MakeReport(
        IReadOnlyList<BarSeries> series, IReadOnlyList<BarMoment> moments, ReplayRun run, IReadOnlyList<AccountStatement> statements, VerificationReport verification, PathTally path)
    {
        var (tally, onPath) = (run.Tally, path.Total);
        var margins = statements.Select(statement => statement.Margin).OfType<MarginStatement>().ToList();
        var fundingOwed = Sum(margins.SelectMany(margin => margin.Lines), line => Amount.Max(line.FundingOwed, Amount.Zero));
        return new ReplayReport
        {
            Markets = [.. series.Select(bars => bars.Symbol)],
            From = DateTimeOffset.FromUnixTimeMilliseconds(moments[0].OpenTimeMs),
            To = DateTimeOffset.FromUnixTimeMilliseconds(moments[^1].OpenTimeMs),
            Bars = moments.Count,
            Accounts = options.Accounts,
            Venues = options.Venues,
            Seed = options.Seed,
            TradesSubmitted = tally.TradesSubmitted,
            TradesCleared = tally.TradesCleared,
            TradesRefused = tally.TradesRefused,
            DepositsTaken = tally.DepositsTaken,
            WithdrawalsPaid = tally.WithdrawalsPaid,
            WithdrawalsRefused = tally.WithdrawalsRefused,
            Deposits = Sum(statements, statement => statement.Deposits),
            Withdrawals = Sum(statements, statement => statement.Withdrawals),
            Fees = Sum(verification.Pools, pool => pool.Funds) - run.Fund + (onPath.Loss - onPath.TakenFromWinners),
            FundingPaid = verification.FundingPaid + fundingOwed,
            MarginHeld = Sum(margins, margin => margin.Equity),
            MarginRequired = Sum(margins, margin => margin.InitialMargin),
            AccountsBelowInitial = margins.Count(margin => !margin.IsInitialCovered),
            AccountsBelowMaintenance = margins.Count(margin => !margin.IsMaintenanceCovered),
            AccountsInMarginCall = statements.Count(ReplayDays.IsCalled),
            AccountsUnderWater = margins.Count(margin => margin.IsUnderWater),
            Days = options.Defaults.IsOn ? [.. run.Days.All.Select(day => day with { Path = path.On(day.Date) })] : run.Days.All,
            Defaults = options.Defaults.IsOn ? DefaultsOf(run, onPath) : null,
            Margins = run.Margins(),
            MarginCalls = verification.MarginCalls,
            ScenarioVersion = options.Margin == MarginMode.Portfolio ? _scenarios.Version : null,
            PastDays = options.Margin == MarginMode.Portfolio ? _scenarios.History.Dates.Length : 0,
            ConservationResidual = verification.ConservationResidual,
            Contracts = [.. verification.Pools.SelectMany(pool => pool.Contracts)],
            Verification = verification.Fault?.ToString() ?? "holds",
            Timing = new ReplayTiming(
                Math.Round(_times.Elapsed.TotalSeconds, 1),
                PerSecond(tally.TradesCleared, _times.Of(ReplayStage.Clearing)),
                PerSecond(tally.TradesCleared, _times.Elapsed),
                _times.ToShares()),
        };
    }

    private ReplayDefaults DefaultsOf(ReplayRun run, PathDay onPath)
    {
        var takers = _takers.ToLookup(taker => run.IsRestOfMarket(taker.Account), taker => TakerOf(taker, run.KindOf(taker.Account)));
        return new ReplayDefaults(options.Defaults, run.Fund, onPath, [.. takers[false]], run.Deleveragings) { RestOfMarket = takers[true].SingleOrDefault() };
    }

    private static ReplayTaker TakerOf(AccountStatement statement, TakerKind kind) => new(
        statement.Account,
        kind,
        statement.Deposits,
        statement.Margin?.Equity,
        Sum(statement.Margin?.Lines ?? [], line => (line.EntryValue + line.Unrealised).Abs()),
        statement.Path?.Risk.State ?? AccountRiskState.Healthy);

    private static string Minutes(BarSeries series) => $"{TimeSpan.FromMilliseconds(series.IntervalMs).TotalMinutes} minutes";

    private static double PerSecond(long trades, TimeSpan time) => Math.Round(trades / Math.Max(0.001, time.TotalSeconds));

    private static Amount Sum<T>(IEnumerable<T> items, Func<T, Amount> part) => items.Aggregate(Amount.Zero, (sum, item) => sum + part(item));
}

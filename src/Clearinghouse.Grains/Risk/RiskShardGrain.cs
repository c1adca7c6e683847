using System.Collections.Immutable;
using Clearinghouse.Abstractions.Risk;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Risk;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Journals;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Risk;

/// <summary>
/// Watches the maintenance margin of its share of all accounts, so that a new price need not wake every one of them. Holds nothing of its own: after a crash it asks the accounts again.
/// </summary>
[Reentrant, GrainType("risk-shard")]
public sealed class RiskShardGrain : Grain, IRiskShard
{
    private const int CallsAtATime = 64;
    private const string AccountPrefix = "account/";

    private readonly LedgerGrainContext _context;
    private readonly MarketBoard _board;
    private readonly RiskBook _book;
    private readonly IMarginPolicy _policy;
    private readonly ILogger _logger;
    private IGrainTimer? _sweepTimer;
    private Task _rebuilt = Task.CompletedTask;
    private readonly MarketBoardFiller _filler;
    private readonly DistressReports _distress;
    private StressReport? _stress;
    private bool _isFullReportDue = true;
    private long _sweeps;

    /// <summary>A shard over what the silo provides.</summary>
    public RiskShardGrain(LedgerGrainContext context, MarketBoard board, IMarginPolicy policy)
    {
        (_context, _board, _book, _policy) = (context, board, new RiskBook(policy), policy);
        _filler = new MarketBoardFiller(GrainFactory, board, context.Clock, TimeSpan.FromSeconds(context.Options.MembershipSeconds));
        _distress = new DistressReports(GrainFactory, Number);
        _logger = context.Loggers.CreateLogger<RiskShardGrain>();
    }

    private int Number => (int)this.GetPrimaryKeyLong();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Not awaited here: waking accounts up takes as long as there are accounts, and they report to this shard meanwhile.
        _rebuilt = Rebuild(cancellationToken);
        var period = TimeSpan.FromMilliseconds(_context.Options.RiskStressMs);
        this.RegisterGrainTimer(StressDue, new GrainTimerCreationOptions(period, period) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> GetShardCount() => Task.FromResult(_context.Options.RiskShards);

    /// <inheritdoc/>
    public Task Report(AccountExposure exposure)
    {
        _book.Report(exposure);
        if (_book.NeedsDecision(exposure.Account, _board)) ScheduleSweep();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Refresh(ImmutableArray<AccountId> accounts)
    {
        foreach (var chunk in accounts.Chunk(CallsAtATime)) await Task.WhenAll(chunk.Select(Ask));
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountExposure>> GetExposures(PoolId pool)
    {
        await _rebuilt;
        return [.. _book.ExposuresOf(pool)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AuctionListing>> GetAuctions(PoolId pool)
    {
        await _rebuilt;
        return [.. _book.ExposuresOf(pool).Select(exposure => exposure.Auction).OfType<AuctionListing>()];
    }

    /// <inheritdoc/>
    public async Task<PoolHoldings> GetHoldings(PoolId pool)
    {
        await _rebuilt;
        return _book.HoldingsOf(pool);
    }

    /// <inheritdoc/>
    public async Task<ProtocolTally> TallyProtocols(PoolId pool)
    {
        await _rebuilt;
        await _filler.FillCollateral(pool);
        var accounts = _book.ExposuresOf(pool).ToList();
        await _filler.Fill(accounts.SelectMany(account => account.Markets).Select(market => market.Market));
        return ProtocolTally.Of(accounts, _board, _policy);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountId>> GetAccounts(PoolId pool, VenueId venue, bool withPositions)
    {
        await _rebuilt;
        return [.. _book.ExposuresOf(pool).Where(account => account.Venue == venue && (!withPositions || account.HasPositions)).Select(account => account.Account)];
    }

    /// <inheritdoc/>
    public Task Post(MarketSnapshot snapshot)
    {
        _board.Post(snapshot);
        ScheduleSweep();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<RiskShardReport> Sweep()
    {
        await _rebuilt;
        return await SweepNow();
    }

    /// <inheritdoc/>
    public async Task<StressReport> GetStress()
    {
        await _rebuilt;
        return _stress ??= Stress();
    }

    private void ScheduleSweep() => _sweepTimer ??= this.RegisterGrainTimer(
        SweepDue, new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(_context.Options.RiskSweepMs), Timeout.InfiniteTimeSpan) { Interleave = true });

    private StressReport Stress() => new(_context.Clock.GetUtcNow(), [.. _book.Stress(_board)]);

    /// <summary>Every portfolio again, whatever prices did meanwhile: positions change too.</summary>
    private async Task StressDue()
    {
        await _rebuilt;
        await FillBoard();
        _stress = Stress();
        _isFullReportDue = true;
    }

    private async Task FillBoard()
    {
        foreach (var pool in _book.PoolsWithTerms.ToList()) await _filler.FillCollateral(pool);
        foreach (var pool in _book.Pools.ToList()) await _filler.FillDefaults(pool);
    }

    private async Task SweepDue()
    {
        _sweepTimer?.Dispose();
        _sweepTimer = null;
        await SweepNow();
    }

    private async Task<RiskShardReport> SweepNow()
    {
        await FillBoard();
        var sweep = _book.Sweep(_board);
        _sweeps++;
        _distress.Report(sweep.Distress, _isFullReportDue);
        _isFullReportDue = false;
        foreach (var accounts in sweep.Decide.Chunk(CallsAtATime)) await Task.WhenAll(accounts.Select(Decide));
        return new RiskShardReport(sweep.Accounts, sweep.Exact, sweep.Short, sweep.UnderWater, sweep.Decide.Count, _sweeps);
    }

    private async Task Decide(AccountId account)
    {
        try
        {
            _book.Report(await GrainFactory.GetGrain<IAccountRisk>(account.Value).CheckMargin(SeenOf(account)));
        }
        catch (Exception error)
        {
            // The account is still as it was, so the next sweep finds it again.
            _logger.LogWarning(error, "risk shard {Shard}: {Account} did not decide on its margin; it is asked again", Number, account);
        }
    }

    /// <summary>The snapshots that the account's margin was judged by here: its own silo may not have heard of them.</summary>
    private ImmutableArray<SnapshotSeen> SeenOf(AccountId account) =>
        [.. (_book.Find(account)?.Markets ?? []).Select(market => _board.Find(market.Market)).OfType<MarketSnapshot>().Select(snapshot => new SnapshotSeen(snapshot.Market, snapshot.Version))];

    private async Task Rebuild(CancellationToken cancellationToken)
    {
        var accounts = ImmutableArray.CreateBuilder<AccountId>();
        await foreach (var journal in _context.Store.ListJournalsAsync(AccountPrefix, cancellationToken))
        {
            var account = AccountId.Create(journal.Key);
            if (RiskShards.Of(account, Math.Max(1, _context.Options.RiskShards)) == Number) accounts.Add(account);
        }

        await Refresh(accounts.DrainToImmutable());
        ScheduleSweep();
    }

    private async Task Ask(AccountId account)
    {
        try
        {
            if (await GrainFactory.GetGrain<IAccountRisk>(account.Value).GetExposure() is { } exposure) _book.Report(exposure);
        }
        catch (Exception error)
        {
            // It reports by itself when it changes or wakes up.
            _logger.LogWarning(error, "risk shard {Shard}: {Account} did not say what it holds", Number, account);
        }
    }
}

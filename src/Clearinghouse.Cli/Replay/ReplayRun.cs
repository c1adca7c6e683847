using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Replay;

/// <summary>
/// Clears a population's trades against bars on one node. Markets and venues take turns, and each waits until accounts confirmed what they were sent, so that no outcome depends on timing.
/// </summary>
internal sealed class ReplayRun(ReplayOptions options, IReadOnlyList<BarSeries> series, ReplayNode node, ReplayClock clock, StageTimes times)
{
    private const string PoolName = "main";
    private const long FundingIntervalMs = 8 * 60 * 60 * 1000;
    private const long DayMs = 24 * 60 * 60 * 1000;
    private const int BaseFundingPpm = 100;
    private const int AccountsAtOnce = 1_000;
    private const int SweepsBeforeReport = 10;

    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(60);

    private readonly ReplayPopulation _population = new(options);
    private readonly List<ReplayMarket> _markets = [];
    private readonly PrincipalId _sender = PrincipalId.Create("replay");
    private readonly HashSet<AccountId> _changed = [];
    private ReplayPath? _path;
    private DefaultPolicy _policy = new();
    private long _commands;
    private long _trades;
    private long? _day;

    /// <summary>What became of everything so far.</summary>
    public ReplayTally Tally { get; } = new();

    /// <summary>Opens the pool and its markets and takes the first deposits.</summary>
    public Task SetUpAsync(CancellationToken cancellationToken) => times.Measure(ReplayStage.SetUp, async () =>
    {
        for (var venue = 0; venue < options.Venues; venue++) Check(await node.Pool(PoolName).Admit(new AdmitVenue(Header(), VenueOf(venue))));
        foreach (var bars in series)
        {
            var market = new ReplayMarket(_markets.Count, bars, node.Market(bars.Symbol));
            _markets.Add(market);
            await ConfigureAsync(market);
            Check(await market.Grain.List(new ListContract(Header(), market.Contract)));
        }

        if (options.Defaults.IsOn) await BackAsync();
        else if (options.Parameters != ReplayParameters.Plain) await ContributeAsync(PoolFund.Insurance, _population.Capital * ReplayTerms.FundOfCapital);
        _changed.UnionWith(_population.Traders.Select(trader => trader.Account));
        foreach (var traders in _population.Traders.Chunk(AccountsAtOnce))
        {
            if (cancellationToken.IsCancellationRequested) return;
            var deposits = traders.Select(trader => (Trader: trader, Command: MakeDeposit(trader.Capital))).ToList();
            foreach (var outcome in await Task.WhenAll(deposits.Select(deposit => AccountOf(deposit.Trader).Deposit(deposit.Command)))) Deposited(outcome);
            if (options.Margin == MarginMode.Cross) continue;
            var terms = traders.Select(trader => (Trader: trader, Command: new SetMarginTerms(Header(), new MarginTerms(options.Margin)))).ToList();
            foreach (var outcome in await Task.WhenAll(terms.Select(chosen => AccountOf(chosen.Trader).SetMarginTerms(chosen.Command)))) Check(outcome);
        }
    });

    /// <summary>What the pool was given against losses.</summary>
    public Amount Fund { get; private set; }

    /// <summary>The deleveragings, each beside the usual queue.</summary>
    public IReadOnlyList<DeleveragingEvent> Deleveragings => _path?.Deleveragings ?? [];

    /// <summary>The accounts that stand behind defaults, as they are now: liquidators, backstops, the rest of the market, then the pool's own book.</summary>
    public async Task<IReadOnlyList<AccountStatement>> TakersAsync()
    {
        if (!options.Defaults.IsOn) return [];
        var takers = _population.Backing.Select(backing => backing.Account).Append(OwnNames.BookOf(PoolId.Create(PoolName)));
        return await Task.WhenAll(takers.Select(taker => node.Account(taker.Value).GetStatement()));
    }

    /// <summary>Whether one of those is the rest of the market.</summary>
    public bool IsRestOfMarket(AccountId taker) => _population.Find(taker.Value)?.Kind == TraderKind.RestOfMarket;

    /// <summary>How one of those comes to positions.</summary>
    public TakerKind KindOf(AccountId taker) => _population.Find(taker.Value)?.Kind switch
    {
        TraderKind.Liquidator or TraderKind.RestOfMarket => TakerKind.Bidder,
        TraderKind.Backstop => TakerKind.Backstop,
        _ => TakerKind.Book,
    };

    /// <summary>How the pool deals with defaults, who takes positions over, and the money behind them.</summary>
    private async Task BackAsync()
    {
        foreach (var backing in _population.Backing) Check(await AccountOf(backing).Deposit(MakeDeposit(backing.Capital)));
        _policy = ReplayTerms.PolicyOf(options.Defaults, [.. _population.Backstops.Select(backstop => new Backstop(backstop.Account, Exact(backstop.Capital * ReplayTerms.BackstopLeverage)))]);
        Check(await node.Pool(PoolName).ConfigureDefaults(new ConfigureDefaults(Header(), _policy)));
        var fund = _population.Capital * (decimal)options.Defaults.Fund;
        await ContributeAsync(PoolFund.House, fund * ReplayTerms.HouseOfFund);
        await ContributeAsync(PoolFund.Insurance, fund * ReplayTerms.InsuranceOfFund);
        for (var venue = 0; venue < options.Venues; venue++) await ContributeAsync(PoolFund.DefaultFund, fund * (1 - ReplayTerms.HouseOfFund - ReplayTerms.InsuranceOfFund) / options.Venues, VenueOf(venue));
        foreach (var liquidator in _population.Liquidators)
            Check(await node.Pool(PoolName).RegisterLiquidator(new RegisterLiquidator(Header(), liquidator.Account, liquidator.Venue is { } venue ? VenueOf(venue) : null)));

        var auctions = new ReplayAuctions(node, _population, _markets, Header);
        _path = new ReplayPath(node, clock, PoolId.Create(PoolName), _population, _markets, auctions, DeliveredAsync);
        _changed.UnionWith(_population.Backing.Select(backing => backing.Account));
    }

    /// <summary>Pays whole units in; nothing where that is none.</summary>
    private async Task ContributeAsync(PoolFund fund, decimal amount, VenueId? venue = null)
    {
        if (Exact(Math.Floor(amount)) is not { IsPositive: true } whole) return;
        Check(await node.Pool(PoolName).Contribute(new ContributeFund(Header(), fund, whole, venue)));
        Fund += whole;
    }

    /// <summary>Sets a market's parameters, with the depth that it has now.</summary>
    private async Task ConfigureAsync(ReplayMarket market)
    {
        Amount? depth = options.Defaults.IsOn ? Exact(Math.Max(1, Math.Floor((decimal)_population.DepthOf(market)))) : null;
        Check(await market.Grain.Configure(new ConfigureMarket(Header(), PoolId.Create(PoolName), ReplayTerms.Of(options, depth))));
    }

    /// <summary>The days closed so far.</summary>
    public ReplayDays Days { get; } = new();

    /// <summary>Replays one moment: prices, funding, money, trades; and closes the day when it is the day's last.</summary>
    public async Task StepAsync(BarMoment moment, bool endsDay)
    {
        await times.Measure(ReplayStage.Prices, () => options.Parameters == ReplayParameters.Plain ? ReportAsync(moment) : ReportPathsAsync(moment));
        var today = moment.OpenTimeMs / DayMs;
        if (_day is { } day && today > day) await times.Measure(ReplayStage.SetUp, MoveMoneyAsync);
        _day = today;
        foreach (var market in _markets.Where(market => moment.Bars[market.Number] is not null))
        {
            var orders = await times.Measure(ReplayStage.Traders, () => Task.FromResult(_population.Decide(market)));
            for (var venue = 0; venue < options.Venues; venue++) await TradeAsync(market, venue, orders[venue]);
        }

        if (endsDay) await CloseDayAsync(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs).UtcDateTime));
    }

    /// <summary>Every account's statement, after every decision on margin that was due.</summary>
    public Task<List<AccountStatement>> StatementsAsync() => times.Measure(ReplayStage.Closing, async () =>
    {
        for (var attempt = 1; ; attempt++)
        {
            await SweepRiskAsync();
            var statements = new List<AccountStatement>();
            foreach (var traders in _population.Traders.Chunk(AccountsAtOnce))
                statements.AddRange(await Task.WhenAll(traders.Select(trader => AccountOf(trader).GetStatement())));

            // Shards hear of changes a moment later. An account that is short and not called after several sweeps is a fault, and the report shows it.
            if (options.Defaults.IsOn || attempt == SweepsBeforeReport || statements.All(statement => statement.Call is not null == statement.Margin is { IsMaintenanceCovered: false })) return statements;
        }
    });

    private async Task CloseDayAsync(DateOnly date)
    {
        var statements = await StatementsAsync();
        var accounts = new List<(AccountStatement, Amount)>();
        foreach (var chunk in statements.Chunk(AccountsAtOnce))
        {
            var positions = await Task.WhenAll(chunk.Select(statement => node.Account(statement.Account.Value).GetPositions()));
            accounts.AddRange(chunk.Zip(positions, (statement, markets) => (statement, RealisedOf(markets))));
        }

        Days.Close(date, accounts);
    }

    private static Amount RealisedOf(ImmutableArray<AccountMarket> markets) =>
        markets.SelectMany(market => market.Positions.Values).Aggregate(Amount.Zero, (sum, position) => sum + position.Realised);

    /// <summary>The markets, with how their margin and breakers did.</summary>
    public IReadOnlyList<ReplayMarketMargin> Margins() =>
        options.Parameters == ReplayParameters.Plain ? [] : [.. _markets.Select(market => ReplayMarketMargin.Of(market.Symbol, market.Track.Points))];

    /// <summary>Gives the markets' forecasts what the files know of the days before the replay.</summary>
    public async Task BackfillAsync(IReadOnlyList<BarSeries> past)
    {
        if (options.Parameters != ReplayParameters.Adaptive) return;
        foreach (var (market, bars) in _markets.Zip(past)) await node.Forecast(market.Id.Value).Backfill(ReplayTerms.PastOf(bars));
    }

    private async Task ReportAsync(BarMoment moment)
    {
        clock.MoveTo(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs + series[0].IntervalMs));
        foreach (var market in _markets)
        {
            if (moment.Bars[market.Number] is not { } bar) continue;
            await SeeAsync(market, bar);
            await PriceAsync(market, bar.Close);
            await AccrueAsync(market);
        }

        if (options.Defaults.IsOn) await SweepRiskAsync(clock.GetUtcNow().AddMilliseconds(series[0].IntervalMs));
    }

    /// <summary>A market's bar has ended: its traders know the close, and those who quote draw their conclusions.</summary>
    private async Task SeeAsync(ReplayMarket market, Bar bar)
    {
        if (market.See(bar.Close) && options.Defaults.IsOn) await ConfigureAsync(market);
    }

    /// <summary>Every bar from open to close, all markets side by side; forecasts are asked for as soon as the bar before has ended.</summary>
    private async Task ReportPathsAsync(BarMoment moment)
    {
        var intervalMs = series[0].IntervalMs;
        var present = _markets.Where(market => moment.Bars[market.Number] is not null).ToList();
        var paths = present.Select(market => BarPath.Of(moment.Bars[market.Number]!.Value, intervalMs).ToList()).ToList();
        for (var step = 0; present.Count > 0 && step < paths[0].Count; step++)
        {
            clock.MoveTo(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs + paths[0][step].OffsetMs));
            foreach (var (market, path) in present.Zip(paths)) await PriceAsync(market, path[step].Price);
            if (step == 0 && options.Parameters == ReplayParameters.Adaptive)
                foreach (var market in present) await node.Forecast(market.Id.Value).GetForecast();
            await SweepRiskAsync(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs + (step + 1 < paths[0].Count ? paths[0][step + 1].OffsetMs : intervalMs - 1_000)));
        }

        clock.MoveTo(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs + intervalMs - 1_000));
        foreach (var market in present)
        {
            var bar = moment.Bars[market.Number]!.Value;
            await SeeAsync(market, bar);

            // Said once more: what only time does to a breaker is then decided here, and not when some timer fires.
            await PriceAsync(market, bar.Close);
            await AccrueAsync(market);
            market.Track.Close(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs + intervalMs), bar, (await market.Grain.GetSnapshot())!);
        }
    }

    private async Task PriceAsync(ReplayMarket market, Price price)
    {
        Check(await market.Grain.Report(new ReportPrices(Header(), clock.GetUtcNow(), price, [])));
        if (options.Parameters != ReplayParameters.Plain) market.Track.See((await market.Grain.GetSnapshot())!);
    }

    private async Task AccrueAsync(ReplayMarket market)
    {
        // A stand-in for a premium: longs pay after a rise, nobody after a fall.
        for (var due = market.TakeFundingTimes(clock.GetUtcNow().ToUnixTimeMilliseconds(), FundingIntervalMs); due > 0; due--)
            Check(await market.Grain.Accrue(new AccrueFunding(Header(), market.Contract.Id, Ratio.FromPpm(BaseFundingPpm * (1 + Math.Sign(market.LastMove))))));
    }

    private async Task MoveMoneyAsync()
    {
        foreach (var (trader, amount) in _population.MoveMoney())
        {
            _changed.Add(trader.Account);
            if (amount > 0) Deposited(await AccountOf(trader).Deposit(MakeDeposit(amount)));
            else Tally.CountWithdrawal(await AccountOf(trader).Withdraw(new Withdraw(Header(), Exact(-amount))));
        }
    }

    private async Task TradeAsync(ReplayMarket market, int venue, IEnumerable<Order> orders)
    {
        foreach (var matches in Match.All(orders).Chunk(IMarketGrain.MaxBatchTrades))
        {
            var trades = matches.Select(match => MakeTrade(market, venue, match)).ToImmutableArray();
            var outcomes = await times.Measure(ReplayStage.Clearing, () => market.Grain.ClearBatch(trades));
            for (var i = 0; i < matches.Length; i++)
            {
                Tally.CountTrade(outcomes[i]);
                if (!outcomes[i].IsCleared) continue;
                _changed.Add(matches[i].Buyer.Account);
                _changed.Add(matches[i].Seller.Account);
                matches[i].Buyer.Filled(venue, market.Number, matches[i].Quantity);
                matches[i].Seller.Filled(venue, market.Number, -matches[i].Quantity);
            }

            await times.Measure(ReplayStage.Delivery, () => DeliveredAsync(market));
        }
    }

    private async Task DeliveredAsync(ReplayMarket market)
    {
        var (before, standstill) = (int.MaxValue, Stopwatch.StartNew());
        while ((await market.Grain.GetSummary()).OwedLegs is > 0 and var owed)
        {
            node.ThrowIfJournalFails();
            if (owed < before) standstill.Restart();
            if (standstill.Elapsed > LongestStandstill) throw new TimeoutException($"Accounts did not confirm {owed} legs of {market.Id} for {LongestStandstill.TotalSeconds} s.");
            before = Math.Min(before, owed);
            await Task.Yield();
        }
    }

    private ClearTrade MakeTrade(ReplayMarket market, int venue, Match match)
    {
        var number = ++_trades;
        return new ClearTrade(
            VenueOf(venue),
            TradeId.Create(number.ToString(CultureInfo.InvariantCulture)),
            number,
            market.Contract.Id,
            match.Buyer.Account,
            match.Seller.Account,
            market.TradePrice,
            match.Quantity);
    }

    private Deposit MakeDeposit(decimal amount) => new(Header(), PoolId.Create(PoolName), Exact(amount));

    private CommandHeader Header()
    {
        var number = ++_commands;
        return new CommandHeader(_sender, CommandId.Create(number.ToString(CultureInfo.InvariantCulture)), number);
    }

    /// <summary>Every account decides at the newest prices; where defaults are dealt with, those on the path are driven until the next prices come.</summary>
    /// <param name="until">When they come; null for now, and nothing but what is due already.</param>
    private async Task SweepRiskAsync(DateTimeOffset? until = null)
    {
        await node.MakeRoundsAsync(PoolName, _markets.Select(market => market.Id));
        if (_path is { } path) await path.DriveAsync(_changed, until ?? clock.GetUtcNow(), _policy.States);
        await node.SweepRiskAsync(_changed, PoolName, _markets.Select(market => market.Grain), isDriven: _path is not null);
        _changed.Clear();
    }

    private IAccountGrain AccountOf(Trader trader) => node.Account(trader.Account.Value);

    private void Deposited(CommandOutcome outcome)
    {
        Check(outcome);
        Tally.CountDeposit();
    }

    private static VenueId VenueOf(int venue) => VenueId.Create("venue-" + (venue + 1).ToString(CultureInfo.InvariantCulture));

    private static Amount Exact(decimal amount) => Amount.Parse(amount.ToString(CultureInfo.InvariantCulture));

    private static void Check(CommandOutcome outcome)
    {
        if (!outcome.IsDone) throw new InvalidOperationException($"The replay's own command was refused: {outcome.Refusal}");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
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

    private readonly ReplayPopulation _population = new(options.Seed, options.Accounts, options.Venues);
    private readonly List<ReplayMarket> _markets = [];
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly PrincipalId _sender = PrincipalId.Create("replay");
    private long _commands;
    private long _trades;

    public long Submitted => _trades;

    public long Cleared { get; private set; }

    public IReadOnlyDictionary<string, long> Refused => _refused;

    /// <summary>Opens the pool and its markets and takes the first deposits.</summary>
    public Task SetUpAsync() => times.Measure(ReplayStage.SetUp, async () =>
    {
        for (var venue = 0; venue < options.Venues; venue++) Check(await node.Pool(PoolName).Admit(new AdmitVenue(Header(), VenueOf(venue))));
        foreach (var bars in series)
        {
            var market = new ReplayMarket(_markets.Count, bars.Symbol, bars.Bars[0].Close, node.Market(bars.Symbol));
            _markets.Add(market);
            Check(await market.Grain.Configure(new ConfigureMarket(Header(), PoolId.Create(PoolName), new())));
            Check(await market.Grain.List(new ListContract(Header(), market.Contract)));
        }

        var deposits = _population.Traders.Select(trader => (trader, command: new Deposit(Header(), PoolId.Create(PoolName), Exact(trader.Capital)))).ToList();
        foreach (var outcome in await Task.WhenAll(deposits.Select(deposit => node.Account(deposit.trader.Account.Value).Deposit(deposit.command)))) Check(outcome);
    });

    /// <summary>Replays one moment: prices, funding, money, trades.</summary>
    public async Task StepAsync(BarMoment moment)
    {
        clock.MoveTo(DateTimeOffset.FromUnixTimeMilliseconds(moment.OpenTimeMs + series[0].IntervalMs));
        await times.Measure(ReplayStage.Prices, () => ReportAsync(moment));
        if (moment.OpenTimeMs % DayMs == 0) await times.Measure(ReplayStage.SetUp, MoveMoneyAsync);
        foreach (var market in _markets.Where(market => moment.Bars[market.Number] is not null))
        {
            var orders = await times.Measure(ReplayStage.Traders, () => Task.FromResult(_population.Decide(market)));
            for (var venue = 0; venue < options.Venues; venue++) await TradeAsync(market, venue, orders[venue]);
        }
    }

    /// <summary>Every account's statement.</summary>
    public Task<AccountStatement[]> StatementsAsync() => times.Measure(
        ReplayStage.Closing, () => Task.WhenAll(_population.Traders.Select(trader => node.Account(trader.Account.Value).GetStatement())));

    private async Task ReportAsync(BarMoment moment)
    {
        foreach (var market in _markets)
        {
            if (moment.Bars[market.Number] is not { } bar) continue;
            market.See(bar.Close);
            Check(await market.Grain.Report(new ReportPrices(Header(), clock.GetUtcNow(), bar.Close, [])));
            if (moment.OpenTimeMs % FundingIntervalMs != 0 || market.Closes.Count < 2) continue;

            // A stand-in for a premium: longs pay more after a rise.
            var rate = BaseFundingPpm * (1 + Math.Sign(market.Closes[^1] - market.Closes[^2]));
            Check(await market.Grain.Accrue(new AccrueFunding(Header(), market.Contract.Id, Ratio.FromPpm(rate))));
        }
    }

    private async Task MoveMoneyAsync()
    {
        foreach (var (trader, amount) in _population.MoveMoney())
        {
            var account = node.Account(trader.Account.Value);
            var outcome = amount > 0
                ? await account.Deposit(new Deposit(Header(), PoolId.Create(PoolName), Exact(amount)))
                : await account.Withdraw(new Withdraw(Header(), Exact(-amount)));
            if (outcome.Refusal is { } refusal) Count($"withdrawal: {refusal.Code}");
        }
    }

    private async Task TradeAsync(ReplayMarket market, int venue, IEnumerable<Order> orders)
    {
        foreach (var matches in Match.All(orders).Chunk(Abstractions.Markets.IMarketGrain.MaxBatchTrades))
        {
            var trades = matches.Select(match => MakeTrade(market, venue, match)).ToImmutableArray();
            var outcomes = await times.Measure(ReplayStage.Clearing, () => market.Grain.ClearBatch(trades));
            for (var i = 0; i < matches.Length; i++) Take(market, venue, matches[i], outcomes[i]);
            await times.Measure(ReplayStage.Delivery, () => DeliveredAsync(market));
        }
    }

    private void Take(ReplayMarket market, int venue, Match match, ClearOutcome outcome)
    {
        if (!outcome.IsCleared)
        {
            Count(outcome.Refusal?.Code.ToString() ?? outcome.Status.ToString());
            return;
        }

        Cleared++;
        match.Buyer.Filled(venue, market.Number, match.Quantity);
        match.Seller.Filled(venue, market.Number, -match.Quantity);
    }

    private static async Task DeliveredAsync(ReplayMarket market)
    {
        while ((await market.Grain.GetSummary()).OwedLegs > 0) await Task.Yield();
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

    private CommandHeader Header()
    {
        var number = ++_commands;
        return new CommandHeader(_sender, CommandId.Create(number.ToString(CultureInfo.InvariantCulture)), number);
    }

    private void Count(string reason) => _refused[reason] = _refused.GetValueOrDefault(reason) + 1;

    private static VenueId VenueOf(int venue) => VenueId.Create("venue-" + (venue + 1).ToString(CultureInfo.InvariantCulture));

    private static Amount Exact(decimal amount) => Amount.Parse(amount.ToString(CultureInfo.InvariantCulture));

    private static void Check(CommandOutcome outcome)
    {
        if (!outcome.IsDone) throw new InvalidOperationException($"The replay's own set-up was refused: {outcome.Refusal}");
    }
}

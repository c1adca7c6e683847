using System.Globalization;
using Clearinghouse.Client;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Pools;
using Xunit;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>
/// A pool with two venues, a market with a perpetual at 100, and traders with money. Everything is named after the floor, so that tests can share a cluster.
/// </summary>
public sealed class TradingFloor
{
    private const decimal FirstPrice = 100m;
    private readonly ClearingCluster _cluster;
    private readonly string _name;
    private int _commands;

    private TradingFloor(ClearingCluster cluster, string name)
    {
        _cluster = cluster;
        _name = name;
    }

    /// <summary>The pool's id.</summary>
    public string Pool => $"{_name}-pool";

    /// <summary>The first venue's id; a member.</summary>
    public string Venue => $"{_name}-alpha";

    /// <summary>The second venue's id; a member.</summary>
    public string OtherVenue => $"{_name}-beta";

    /// <summary>The perpetual: tick 0.5, lot 0.001.</summary>
    public string Contract => $"{_name}-PERP";

    /// <summary>The market.</summary>
    public MarketClient Market => _cluster.Client.Market(_name);

    /// <summary>The pool.</summary>
    public PoolClient PoolClient => _cluster.Client.Pool(Pool);

    /// <summary>The pool, as other grains call it.</summary>
    internal IPoolClearing PoolGrain => _cluster.Client.Cluster.GetGrain<IPoolClearing>(Pool);

    /// <summary>Opens everything.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="name">The market's id, and the beginning of every other.</param>
    /// <param name="traders">How many traders, numbered from 0.</param>
    /// <param name="deposit">What each pays in.</param>
    /// <param name="parameters">The market's; null for the defaults.</param>
    public static async Task<TradingFloor> OpenAsync(
        ClearingCluster cluster, string name, int traders = 2, decimal deposit = 1_000_000m, MarketParameters? parameters = null)
    {
        var floor = new TradingFloor(cluster, name);
        foreach (var venue in (string[])[floor.Venue, floor.OtherVenue]) await floor.CreatedAsync(id => floor.PoolClient.AdmitVenueAsync(id, venue));
        await floor.CreatedAsync(id => floor.Market.ConfigureAsync(id, floor.Pool, parameters));
        await floor.CreatedAsync(id => floor.Market.ListPerpetualAsync(id, floor.Contract, 0.5m, 0.001m));
        await floor.ReportAsync(FirstPrice);
        await Task.WhenAll(Enumerable.Range(0, traders).Select(trader => floor.CreatedAsync(id => floor.Account(trader).DepositAsync(id, floor.Pool, deposit))));
        return floor;
    }

    /// <summary>A trader's account id.</summary>
    public string AccountName(int trader) => string.Create(CultureInfo.InvariantCulture, $"{_name}-trader-{trader}");

    /// <summary>A trader's account.</summary>
    public AccountClient Account(int trader) => _cluster.Client.Account(AccountName(trader));

    /// <summary>Reports an index price, a second after the last.</summary>
    public Task ReportAsync(decimal price)
    {
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        return CreatedAsync(id => Market.ReportPriceAsync(id, _cluster.Clock.GetUtcNow(), price));
    }

    /// <summary>A trade of the first venue.</summary>
    public ClearTrade Trade(int number, int buyer = 0, int seller = 1, decimal quantity = 1m, decimal price = FirstPrice) => new(
        VenueId.Create(Venue),
        TradeId.Create(string.Create(CultureInfo.InvariantCulture, $"trade-{number}")),
        number,
        ContractId.Create(Contract),
        AccountId.Create(AccountName(buyer)),
        AccountId.Create(AccountName(seller)),
        Price.FromDecimal(price),
        Quantity.FromDecimal(quantity));

    /// <summary>Clears a trade.</summary>
    public Task<ClearOutcome> ClearAsync(ClearTrade trade) => Market.Grain.Clear(trade);

    /// <summary>Clears a trade that must be new and accepted. Returns its sequence.</summary>
    public async Task<long> ClearedAsync(ClearTrade trade)
    {
        var outcome = await ClearAsync(trade);
        Assert.True(outcome.Status == ClearStatus.Created, $"{trade.TradeId}: {outcome}");
        return outcome.Sequence;
    }

    /// <summary>Sends a command with a new id; it must be done.</summary>
    public async Task<long> CreatedAsync(Func<string, Task<CommandOutcome>> send)
    {
        var outcome = await send(string.Create(CultureInfo.InvariantCulture, $"{_name}-command-{Interlocked.Increment(ref _commands)}"));
        Assert.True(outcome.Status == CommandStatus.Created, $"{outcome}");
        return outcome.Sequence;
    }

    /// <summary>Waits until accounts confirmed every leg.</summary>
    public Task SettledAsync() => Eventually.AnswersAsync($"{_name} owes no legs", Market.Grain.GetSummary, summary => summary.OwedLegs == 0);

    /// <summary>A trader's position in the perpetual, in contracts; the legs must have arrived.</summary>
    public async Task<Quantity> PositionAsync(int trader) =>
        (await Account(trader).Grain.GetPositions()).SelectMany(market => market.Positions)
            .Where(pair => pair.Key.Value == Contract)
            .Select(pair => pair.Value.Quantity)
            .SingleOrDefault();

    /// <summary>A trader's cash.</summary>
    public async Task<Amount> CashAsync(int trader) => (await Account(trader).GetStatementAsync()).Margin!.Cash;
}

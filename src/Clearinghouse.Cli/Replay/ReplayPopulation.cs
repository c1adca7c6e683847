namespace Clearinghouse.Cli.Replay;

/// <summary>The traders of a replay and everything they draw from its seed.</summary>
internal sealed class ReplayPopulation
{
    private const double MovesMoneyPerDay = 0.02;

    private readonly Random _random;

    public ReplayPopulation(int seed, int accounts, int venues)
    {
        // Seeded: the same seed gives the same population and the same trades.
        _random = new Random(seed);
        Traders = [.. Enumerable.Range(1, accounts).Select(number => new Trader(number, _random, venues))];
    }

    public IReadOnlyList<Trader> Traders { get; }

    /// <summary>Everybody's orders in a market, by venue.</summary>
    public ILookup<int, Order> Decide(ReplayMarket market) =>
        Traders.SelectMany(trader => trader.Decide(market.Number, market.Closes, market.Contract.Lot, _random)).ToLookup(order => order.Venue);

    /// <summary>Who moves money in or out on a new day: a tenth of the capital, in as often as out.</summary>
    public IReadOnlyList<(Trader Trader, decimal Amount)> MoveMoney() =>
    [
        .. Traders
            .Where(_ => _random.NextDouble() < MovesMoneyPerDay)
            .Select(trader => (trader, (_random.Next(2) == 0 ? 1 : -1) * Math.Floor(trader.Capital / 10))),
    ];
}

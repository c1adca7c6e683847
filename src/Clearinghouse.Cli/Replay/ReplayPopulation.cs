namespace Clearinghouse.Cli.Replay;

/// <summary>The traders of a replay and everything they draw from its seed.</summary>
internal sealed class ReplayPopulation
{
    private const double MovesMoneyPerDay = 0.02;
    private const int BackstopCount = 2;
    private const int LiquidatorCount = 4;

    private readonly Random _random;
    private readonly Dictionary<string, Trader> _byAccount;

    public ReplayPopulation(ReplayOptions options)
    {
        // Seeded: the same seed gives the same population and the same trades.
        _random = new Random(options.Seed);
        var terms = options.Defaults;
        Traders = [.. Enumerable.Range(1, options.Accounts).Select(number => new Trader(number, KindOf(number, terms.OverLevered), terms.Leverage, _random, options.Venues))];
        Capital = Traders.Sum(trader => trader.Capital);
        var backing = Math.Floor(Capital * (decimal)terms.Backstop / BackstopCount);
        Backstops = terms.IsOn && backing > 0 ? [.. Enumerable.Range(1, BackstopCount).Select(number => Trader.Backstop(number, backing))] : [];
        var bidding = Math.Floor(Capital * (decimal)terms.Liquidators / LiquidatorCount);

        // Drawn apart, so that traders do the same with and without them.
        var wants = new Random(options.Seed);
        Liquidators = terms.HoldsAuctions && bidding > 0 ? [.. Enumerable.Range(1, LiquidatorCount).Select(number => ReplayLiquidator.Draw(number, bidding, options.Venues, wants))] : [];
        Takers = [.. Liquidators.Select(liquidator => liquidator.Trader), .. Backstops];
        _byAccount = Traders.Concat(Takers).ToDictionary(trader => trader.Account.Value, StringComparer.Ordinal);
    }

    public IReadOnlyList<Trader> Traders { get; }

    /// <summary>Who has committed to take over what is liquidated.</summary>
    public IReadOnlyList<Trader> Backstops { get; }

    /// <summary>Who may bid in auctions.</summary>
    public IReadOnlyList<ReplayLiquidator> Liquidators { get; }

    /// <summary>The accounts of both: liquidators, then backstops.</summary>
    public IReadOnlyList<Trader> Takers { get; }

    /// <summary>What all traders begin with; that of those who take positions over is not in it.</summary>
    public decimal Capital { get; }

    /// <summary>Whose account it is; null for the pool's own book.</summary>
    public Trader? Find(string account) => _byAccount.GetValueOrDefault(account);

    /// <summary>Everybody's orders in a market, by venue; first come those who took positions over, who wait longest.</summary>
    public ILookup<int, Order> Decide(ReplayMarket market) =>
        Takers.Concat(Traders).SelectMany(trader => trader.Decide(market.Number, market.Closes, market.Contract.Lot, _random)).ToLookup(order => order.Venue);

    /// <summary>Who moves money in or out on a new day: a tenth of the capital, in as often as out.</summary>
    public IReadOnlyList<(Trader Trader, decimal Amount)> MoveMoney() =>
    [
        .. Traders
            .Where(_ => _random.NextDouble() < MovesMoneyPerDay)
            .Select(trader => (trader, (_random.Next(2) == 0 ? 1 : -1) * Math.Floor(trader.Capital / 10)))
            .Where(move => !move.trader.IsOut),
    ];

    /// <summary>The over-levered are spread evenly over the numbers; the others take turns.</summary>
    private static TraderKind KindOf(int number, double overLevered)
    {
        var (before, upTo) = ((int)Math.Floor(number * overLevered), (int)Math.Floor((number + 1) * overLevered));
        return upTo > before ? TraderKind.OverLeveraged : (TraderKind)((number - before) % 3);
    }
}

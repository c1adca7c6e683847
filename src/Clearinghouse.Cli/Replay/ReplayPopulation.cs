namespace Clearinghouse.Cli.Replay;

/// <summary>The traders of a replay and everything they draw from its seed.</summary>
internal sealed class ReplayPopulation
{
    private const double MovesMoneyPerDay = 0.02;
    private const int BackstopCount = 2;
    private const int LiquidatorCount = 4;

    /// <summary>What the rest of the market brings, as a multiple of what traders begin with: so much that it is never short, and the last to be deleveraged.</summary>
    private const decimal RestOfCapital = 10;

    private readonly Random _random;
    private readonly Trader _rest;
    private readonly double _depth;
    private readonly int _venues;
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
        _rest = Trader.RestOfMarket(Math.Floor(Capital * RestOfCapital));
        var bidding = Math.Floor(Capital * (decimal)terms.Liquidators / LiquidatorCount);

        // Drawn apart, so that traders do the same with and without them.
        var wants = new Random(options.Seed);
        Liquidators = terms.HoldsAuctions && bidding > 0 ? [.. Enumerable.Range(1, LiquidatorCount).Select(number => ReplayLiquidator.Draw(number, bidding, options.Venues, wants)), ReplayLiquidator.RestOfMarket(_rest)] : [];
        (_depth, _venues) = (terms.Depth, options.Venues);
        Takers = [.. Liquidators.Where(liquidator => !liquidator.IsRestOfMarket).Select(liquidator => liquidator.Trader), .. Backstops];
        _byAccount = Traders.Concat(Takers).Append(_rest).ToDictionary(trader => trader.Account.Value, StringComparer.Ordinal);
    }

    public IReadOnlyList<Trader> Traders { get; }

    /// <summary>Who has committed to take over what is liquidated.</summary>
    public IReadOnlyList<Trader> Backstops { get; }

    /// <summary>Who may bid in auctions: those with capital of their own, then the rest of the market.</summary>
    public IReadOnlyList<ReplayLiquidator> Liquidators { get; }

    /// <summary>The accounts of those who take positions over with capital of their own: liquidators, then backstops.</summary>
    public IReadOnlyList<Trader> Takers { get; }

    /// <summary>All who come with money because defaults are dealt with: <see cref="Takers"/> and the rest of the market, where there is anything to trade away to it.</summary>
    public IReadOnlyList<Trader> Backing => Takers.Count == 0 ? [] : [.. Takers, _rest];

    /// <summary>What all traders begin with; that of those who take positions over is not in it.</summary>
    public decimal Capital { get; }

    /// <summary>Whose account it is; null for the pool's own book.</summary>
    public Trader? Find(string account) => _byAccount.GetValueOrDefault(account);

    /// <summary>Everybody's orders in a market, by venue; first come those who took positions over, who wait longest.</summary>
    public ILookup<int, Order> Decide(ReplayMarket market)
    {
        var unwinding = OrdersOf(Takers, market).ToList();

        // Each venue gets its part of the depth; what it takes up comes last, after all traders.
        var depth = DepthOf(market) / _venues;
        var rest = unwinding.GroupBy(order => order.Venue).Select(orders => _rest.TakeUp(orders, market.Closes[^1], depth, market.Contract.Lot)).OfType<Order>().ToList();
        return unwinding.Concat(OrdersOf(Traders, market).ToList()).Concat(rest).ToLookup(order => order.Venue);
    }

    /// <summary>The notional that a market takes up now: its calm depth, or what volatility leaves of it.</summary>
    public double DepthOf(ReplayMarket market) => (double)Capital * _depth * market.Depth.Left;

    private IEnumerable<Order> OrdersOf(IEnumerable<Trader> traders, ReplayMarket market) => traders.SelectMany(trader => trader.Decide(market.Number, market.Closes, market.Contract.Lot, _random));

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

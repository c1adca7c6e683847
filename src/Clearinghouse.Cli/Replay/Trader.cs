using System.Globalization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>One trader: decides from past closes only, and remembers what was cleared for it.</summary>
internal sealed class Trader
{
    private const double ActsPerBar = 0.12;
    private const double LargestOrderOfCapital = 0.5;
    private const double UnwindsPerBar = 0.1;

    /// <summary>How far below the most leverage the over-levered may stay.</summary>
    private const double LeastOfLeverage = 0.7;

    /// <summary>Contracts. Beyond every position limit, and far within the ledger's range, however little a contract is worth.</summary>
    private const double LargestOrder = 10_000_000;

    private readonly Dictionary<(int Venue, int Market), Quantity> _positions = [];
    private readonly int _lookbackBars;
    private readonly double _leverage;

    public Trader(int number, TraderKind kind, double mostLeverage, Random random, int venues)
    {
        Account = AccountId.Create("trader-" + number.ToString("D6", CultureInfo.InvariantCulture));
        Kind = kind;
        Venue = random.Next(venues);
        OtherVenue = venues == 1 ? Venue : (Venue + 1 + random.Next(venues - 1)) % venues;

        // Capital from 1,000 to 100,000, evenly by its logarithm: a few are large.
        Capital = Math.Floor((decimal)Math.Pow(10, 3 + (2 * random.NextDouble())));
        _lookbackBars = 2 + random.Next(46);
        _leverage = Kind == TraderKind.OverLeveraged ? mostLeverage * (LeastOfLeverage + ((1 - LeastOfLeverage) * random.NextDouble())) : 0.5 + (2 * random.NextDouble());
    }

    private Trader(TraderKind kind, string name, int number, decimal capital, int venue)
    {
        Account = AccountId.Create(name + number.ToString(CultureInfo.InvariantCulture));
        (Kind, Capital, Venue) = (kind, capital, venue);
    }

    /// <summary>How long backstops and liquidators take to trade away what they took over, in bars.</summary>
    public const double BarsToUnwind = 1 / UnwindsPerBar;

    public AccountId Account { get; }

    public TraderKind Kind { get; }

    public decimal Capital { get; }

    /// <summary>Whether the account defaulted: it trades no more.</summary>
    public bool IsOut { get; set; }

    private int Venue { get; }

    private int OtherVenue { get; }

    /// <summary>A committed backstop; it draws nothing at random.</summary>
    public static Trader Backstop(int number, decimal capital) => new(TraderKind.Backstop, "backstop-", number, capital, venue: 0);

    /// <summary>A registered liquidator; as a trader, it draws nothing at random.</summary>
    public static Trader Liquidator(int number, decimal capital, int venue) => new(TraderKind.Liquidator, "liquidator-", number, capital, venue);

    /// <summary>The rest of the market; it draws nothing at random.</summary>
    public static Trader RestOfMarket(decimal capital) => new(TraderKind.RestOfMarket, "rest-of-market-", 1, capital, venue: 0);

    /// <summary>What the rest of the market takes up of such orders at a venue: the opposite of all together, as far as a depth reaches.</summary>
    /// <param name="orders">Orders of those who took positions over, at one venue.</param>
    /// <param name="price">The price.</param>
    /// <param name="depth">The notional that the market takes up; not negative.</param>
    /// <param name="lot">The smallest step.</param>
    public Order? TakeUp(IEnumerable<Order> orders, double price, double depth, Quantity lot)
    {
        var (venue, offered) = (0, 0.0);
        foreach (var order in orders) (venue, offered) = (order.Venue, offered + order.Quantity.ToDouble());
        return OrderOf(venue, Math.Clamp(-offered, -depth / price, depth / price), lot);
    }

    /// <summary>What the trader wants to trade now in a market; nothing most of the time.</summary>
    public IEnumerable<Order> Decide(int market, IReadOnlyList<double> closes, Quantity lot, Random random)
    {
        if (Kind is TraderKind.Backstop or TraderKind.Liquidator)
        {
            if (Unwind(market, lot) is { } unwinding) yield return unwinding;
            yield break;
        }

        if (random.NextDouble() >= ActsPerBar || closes.Count <= _lookbackBars || IsOut) yield break;
        var (now, before) = (closes[^1], closes[^(_lookbackBars + 1)]);
        var direction = Math.Sign(now - before) * (Kind == TraderKind.MeanReverter ? -1 : 1);
        if (direction == 0) yield break;
        if (MakeOrder(Venue, market, direction, now, lot) is { } order) yield return order;
        if (Kind == TraderKind.Hedger && OtherVenue != Venue && MakeOrder(OtherVenue, market, -direction, now, lot) is { } hedge) yield return hedge;
    }

    /// <summary>Remembers a cleared fill.</summary>
    public void Filled(int venue, int market, Quantity quantity) =>
        _positions[(venue, market)] = _positions.GetValueOrDefault((venue, market)) + quantity;

    /// <summary>Learns what the account holds of a market in all, after trades that the clearinghouse made for it.</summary>
    public void Holds(int market, Quantity held)
    {
        var known = _positions.Where(position => position.Key.Market == market).Aggregate(Quantity.Zero, (sum, position) => sum + position.Value);
        Filled(Venue, market, held - known);
    }

    private Order? MakeOrder(int venue, int market, int direction, double price, Quantity lot)
    {
        var target = direction * _leverage * (double)Capital / price;
        var change = target - _positions.GetValueOrDefault((venue, market)).ToDouble();
        var largest = Math.Min(LargestOrder, LargestOrderOfCapital * Math.Max(1, _leverage) * (double)Capital / price);
        return OrderOf(venue, Math.Clamp(change, -largest, largest), lot);
    }

    private Order? Unwind(int market, Quantity lot) => OrderOf(Venue, -UnwindsPerBar * _positions.GetValueOrDefault((Venue, market)).ToDouble(), lot);

    private Order? OrderOf(int venue, double quantity, Quantity lot)
    {
        var lots = (long)(Math.Clamp(quantity, -LargestOrder, LargestOrder) / lot.ToDouble());
        return lots == 0 ? null : new Order(this, venue, Quantity.FromRaw(lots * lot.Raw));
    }
}

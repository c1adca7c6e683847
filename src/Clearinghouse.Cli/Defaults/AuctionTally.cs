using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Defaults;

/// <summary>What became of auctions.</summary>
/// <param name="Held">Auctions that were opened.</param>
/// <param name="Bids">Bids that were carried out, in whole or in part.</param>
/// <param name="Sold">Notional that bidders took over, at the marks.</param>
/// <param name="Conceded">What they were given for it: the marks less the prices, ticks included.</param>
public sealed record AuctionTally(int Held, int Bids, Amount Sold, Amount Conceded)
{
    /// <summary>None.</summary>
    public static AuctionTally None { get; } = new(0, 0, Amount.Zero, Amount.Zero);

    /// <summary>What bidders were given on average, as a fraction of the notional they took; null when they took nothing.</summary>
    public double? AverageConcession => Sold.IsPositive ? Conceded.ToDouble() / Sold.ToDouble() : null;

    /// <summary>Both together.</summary>
    public static AuctionTally operator +(AuctionTally one, AuctionTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new AuctionTally(one.Held + other.Held, one.Bids + other.Bids, one.Sold + other.Sold, one.Conceded + other.Conceded);
    }
}

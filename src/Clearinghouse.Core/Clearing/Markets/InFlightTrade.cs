using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A trade between its admission and its novation or refusal.</summary>
/// <param name="Trade">As submitted.</param>
/// <param name="Buyer">What is asked of the buyer.</param>
/// <param name="Seller">What is asked of the seller.</param>
/// <param name="OpenInterestIncrease">What it may add to open interest, in contracts; not negative.</param>
public sealed record InFlightTrade(ClearTrade Trade, Reservation Buyer, Reservation Seller, Quantity OpenInterestIncrease)
{
    /// <summary>What it takes up of the market's window of liquidations; null for a trade that does not count there.</summary>
    public LiquidationCharge? Liquidated { get; init; }
}

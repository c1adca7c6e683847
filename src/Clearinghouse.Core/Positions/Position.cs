using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Positions;

/// <summary>
/// One account's position in one contract, with its running totals. Value moves between <see cref="EntryValue"/> and cash and never appears or vanishes:
/// after every fill, entry value − realised grows by exactly the fill's value, and funding entry − funding paid by exactly
/// the quantity × index of the fill. Both sums over all accounts of a contract are therefore zero at all times.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Position")]
public sealed record Position
{
    /// <summary>The position of an account that never traded the contract.</summary>
    /// <param name="multiplier">Units of underlying per contract.</param>
    public static Position Flat(Quantity multiplier) => new() { Multiplier = multiplier };

    /// <summary>Units of underlying per contract, as in the contract's terms.</summary>
    [Id(0)] public required Quantity Multiplier { get; init; }

    /// <summary>Contracts; positive long, negative short.</summary>
    [Id(1)] public Quantity Quantity { get; init; }

    /// <summary>What the open quantity was entered at: signed as the quantity (a long's is what it cost, a short's minus what it received).</summary>
    [Id(2)] public Amount EntryValue { get; init; }

    /// <summary>Quantity × funding index at the last settlement, signed.</summary>
    [Id(3)] public Amount FundingEntry { get; init; }

    /// <summary>Profit (positive) or loss moved to cash so far.</summary>
    [Id(4)] public Amount Realised { get; init; }

    /// <summary>Funding paid (positive) or received (negative) in cash so far.</summary>
    [Id(5)] public Amount FundingPaid { get; init; }

    /// <summary>Fees paid so far; never negative.</summary>
    [Id(6)] public Amount FeesPaid { get; init; }

    /// <summary>The value of the open quantity at a price, signed as the quantity.</summary>
    public Amount ValueAt(Price price) => ValueOf(Quantity, price);

    /// <summary>Profit not yet moved to cash, at a mark price.</summary>
    public Amount UnrealisedAt(Price mark) => ValueAt(mark) - EntryValue;

    /// <summary>Funding owed (positive) or due (negative) since the last settlement, at an index.</summary>
    public Amount FundingOwedAt(Price fundingIndex) => ValueAt(fundingIndex) - FundingEntry;

    /// <summary>
    /// Settles funding at the index, then takes a fill: opens, adds, reduces, closes or flips.
    /// </summary>
    /// <param name="quantity">Contracts bought (positive) or sold (negative).</param>
    /// <param name="price">Price per unit of underlying.</param>
    /// <param name="fundingIndex">The contract's cumulative funding per unit of underlying when the fill was made. Order does not matter: an index
    /// older than the last settlement refunds what the newly arrived fill makes of it.</param>
    /// <param name="fee">Fee of this fill, not negative.</param>
    public PositionChange Fill(Quantity quantity, Price price, Price fundingIndex, Amount fee)
    {
        var funding = FundingOwedAt(fundingIndex);
        var after = Quantity + quantity;
        var (entryValue, realised) = MoveValue(quantity, after, price);
        var position = this with
        {
            Quantity = after,
            EntryValue = entryValue,
            FundingEntry = ValueOf(after, fundingIndex),
            Realised = Realised + realised,
            FundingPaid = FundingPaid + funding,
            FeesPaid = FeesPaid + fee,
        };
        return new PositionChange(position, realised, funding, fee);
    }

    /// <summary>Moves the funding owed at an index to cash, and nothing else.</summary>
    public PositionChange SettleFunding(Price fundingIndex) => Fill(Quantity.Zero, Price.Zero, fundingIndex, Amount.Zero);

    private (Amount EntryValue, Amount Realised) MoveValue(Quantity quantity, Quantity after, Price price)
    {
        var value = ValueOf(quantity, price);
        if (Quantity.IsZero || quantity.IsZero || quantity.Sign == Quantity.Sign) return (EntryValue + value, Amount.Zero);
        if (after.Sign == -Quantity.Sign)
        {
            var opened = ValueOf(after, price);
            return (opened, ValueOf(Quantity, price) - EntryValue);
        }

        // The part of the entry value that leaves rounds up, so that cash is never credited a fraction too much; what it is short stays in the entry value.
        var released = after.IsZero ? EntryValue : EntryValue.ProRate(quantity.Abs(), Quantity.Abs(), Rounding.Ceiling);
        return (EntryValue - released, -value - released);
    }

    private Amount ValueOf(Quantity contracts, Price price) => contracts.Scaled(Multiplier) * price;
}

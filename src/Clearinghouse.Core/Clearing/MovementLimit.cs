using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing;

/// <summary>How much money one command may move into or out of a pool.</summary>
public static class MovementLimit
{
    /// <summary>A single movement is at most 10^15: sums of ten million of them stay within an amount's range.</summary>
    public static Amount Largest { get; } = Amount.FromInteger(1_000_000_000_000_000);

    /// <summary>The largest number of units of an asset in one movement: 10^9, so that holdings stay within a quantity's range.</summary>
    public static Quantity LargestQuantity { get; } = Quantity.FromInteger(1_000_000_000);

    /// <summary>Says why a quantity of an asset can't be moved, or null when it can.</summary>
    public static Refusal? Check(Quantity quantity)
    {
        if (!quantity.IsPositive) return new Refusal(RefusalCode.QuantityNotPositive) { Subject = "quantity", Available = quantity.ToString() };
        return quantity > LargestQuantity
            ? new Refusal(RefusalCode.AmountOutOfRange) { Subject = "quantity", Available = quantity.ToString(), Limit = LargestQuantity.ToString() }
            : null;
    }

    /// <summary>Says why an amount can't be moved, or null when it can.</summary>
    public static Refusal? Check(Amount amount)
    {
        if (!amount.IsPositive) return new Refusal(RefusalCode.AmountNotPositive) { Subject = "amount", Available = amount.ToString() };
        return amount > Largest
            ? new Refusal(RefusalCode.AmountOutOfRange) { Subject = "amount", Available = amount.ToString(), Limit = Largest.ToString() }
            : null;
    }
}

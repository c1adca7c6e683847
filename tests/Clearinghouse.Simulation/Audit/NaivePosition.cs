using System.Numerics;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// The auditor's own arithmetic of a position, by the book and on raw units, sharing nothing with the ledger's: quantities and prices count 10^-8, cash and cost 10^-16.
/// </summary>
internal sealed class NaivePosition(BigInteger multiplier)
{
    private static readonly BigInteger Scale = 100_000_000;

    private BigInteger _fundingIndex;

    /// <summary>What fills moved to cash: profit, less funding and fees.</summary>
    public BigInteger Cash { get; private set; }

    /// <summary>Contracts; negative short.</summary>
    public BigInteger Quantity { get; private set; }

    /// <summary>What the open quantity cost, signed as it.</summary>
    public BigInteger Cost { get; private set; }

    /// <summary>What a price is worth for the open quantity.</summary>
    public BigInteger ValueAt(BigInteger price) => ValueOf(Quantity, price);

    /// <summary>Funding owed since the last fill.</summary>
    public BigInteger FundingOwed(BigInteger index) => ValueAt(index - _fundingIndex);

    /// <summary>Takes a fill: funding first, then what it closes, then what it opens.</summary>
    public void Fill(BigInteger quantity, BigInteger price, BigInteger index, BigInteger fee)
    {
        Cash -= FundingOwed(index) + fee;
        _fundingIndex = index;
        var closes = Quantity.Sign * quantity.Sign < 0 ? BigInteger.Min(BigInteger.Abs(quantity), BigInteger.Abs(Quantity)) * quantity.Sign : 0;
        if (!closes.IsZero)
        {
            // The share of the cost that leaves is rounded up, so that no fraction too much becomes cash.
            var left = CeilingDivide(Cost * BigInteger.Abs(closes), BigInteger.Abs(Quantity));
            Cash += -ValueOf(closes, price) - left;
            Cost -= left;
            Quantity += closes;
        }

        Cost += ValueOf(quantity - closes, price);
        Quantity += quantity - closes;
    }

    /// <summary>Divides, upwards.</summary>
    public static BigInteger CeilingDivide(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.Sign > 0 ? quotient + 1 : quotient;
    }

    /// <summary>What a price, or a difference of prices, is worth for so many contracts.</summary>
    public BigInteger ValueOf(BigInteger quantity, BigInteger price) => quantity * multiplier / Scale * price;
}

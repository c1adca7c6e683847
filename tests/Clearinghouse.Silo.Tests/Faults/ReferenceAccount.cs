using System.Numerics;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>
/// An account worked out from nothing but its trades, in plain integers, by the rules as they are written down and not by the code under test: the position's entry value leaves
/// in proportion, rounded up, and what leaves is set against the price.
/// </summary>
/// <param name="Deposit">What was paid in, in units of 10^-16.</param>
internal sealed record ReferenceAccount(BigInteger Deposit)
{
    /// <summary>Contracts in units of 10^-8; positive long.</summary>
    public BigInteger Quantity { get; private set; }

    /// <summary>What the position cost, in units of 10^-16.</summary>
    public BigInteger EntryValue { get; private set; }

    /// <summary>In units of 10^-16.</summary>
    public BigInteger Cash { get; private set; } = Deposit;

    /// <summary>A fill at a price (10^-8) with a fee in parts per million of its value, rounded up.</summary>
    public void Fill(BigInteger quantity, BigInteger price, int feePpm)
    {
        var value = quantity * price;
        Cash -= CeilingOf(BigInteger.Abs(value) * feePpm, 1_000_000);
        var closed = Quantity.Sign * quantity.Sign < 0 ? BigInteger.Min(BigInteger.Abs(quantity), BigInteger.Abs(Quantity)) : 0;
        var released = closed.IsZero ? 0 : CeilingOf(EntryValue * closed, BigInteger.Abs(Quantity));
        Cash += (closed * Quantity.Sign * price) - released;
        EntryValue += ((quantity + (closed * Quantity.Sign)) * price) - released;
        Quantity += quantity;
    }

    private static BigInteger CeilingOf(BigInteger value, BigInteger divisor) => -FloorOf(-value, divisor);

    private static BigInteger FloorOf(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}

using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging.Venues;

/// <summary>dYdX's: a bankrupt position is closed against opposite accounts, one after the other, at the price at which the bankrupt account ends with nothing.</summary>
/// <param name="Closed">What is closed of each counterparty, not negative, in their order.</param>
/// <param name="CashAfter">What each has then.</param>
/// <param name="Unallocated">What nobody took; not negative.</param>
public sealed record BankruptcyTransfer(ImmutableArray<Rational> Closed, ImmutableArray<Rational> CashAfter, Rational Unallocated)
{
    /// <summary>Transfers a position.</summary>
    /// <param name="quantity">The bankrupt position, positive long, negative short; not 0.</param>
    /// <param name="quote">The money that goes to the counterparties when all of it is closed; negative when they pay. Each gets the part that it closes.</param>
    /// <param name="counterparties">Quantity and cash of each, in the order they are taken; quantities of the other side. Nothing is closed of one on the same side.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no position.</exception>
    public static BankruptcyTransfer Of(Rational quantity, Rational quote, ImmutableArray<(Rational Quantity, Rational Cash)> counterparties)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(quantity.Sign, 0, nameof(quantity));
        var closed = ImmutableArray.CreateBuilder<Rational>(counterparties.Length);
        var cash = ImmutableArray.CreateBuilder<Rational>(counterparties.Length);
        var left = quantity.Abs;
        foreach (var counterparty in counterparties)
        {
            var taken = counterparty.Quantity.Sign == -quantity.Sign ? Rational.Min(left, counterparty.Quantity.Abs) : Rational.Zero;
            closed.Add(taken);
            cash.Add(counterparty.Cash + (quote * taken / quantity.Abs));
            left -= taken;
        }

        return new BankruptcyTransfer(closed.MoveToImmutable(), cash.MoveToImmutable(), left);
    }
}

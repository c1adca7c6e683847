using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Waterfall.Venues;

/// <summary>Derive's: a loss that its security module does not cover is printed as cash, and every unit of cash is worth less until it is repaid.</summary>
/// <param name="Backing">What backs the cash; not negative.</param>
/// <param name="TotalCash">All cash, printed included; not negative.</param>
public sealed record DeriveExchangeRate(Rational Backing, Rational TotalCash)
{
    /// <summary>What a unit of cash is worth: backing / cash, at most 1; 1 where there is no cash.</summary>
    public Rational Rate => TotalCash.Sign == 0 ? Rational.One : Rational.Min(Rational.One, Backing / TotalCash);

    /// <summary>How much cash a withdrawal burns: amount / rate, rounded up to the quantum, against who withdraws.</summary>
    /// <param name="withdrawal">In backing; not negative.</param>
    /// <param name="quantum">The step of cash; 0 for none.</param>
    /// <exception cref="DivideByZeroException">Nothing backs the cash.</exception>
    public Rational BurnedBy(Rational withdrawal, Rational quantum) => -(-(withdrawal / Rate)).FloorTo(quantum);
}

using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Vega;

/// <summary>Vega's margin levels, ascending: below maintenance an account is closed out, below search it is topped up to initial, above release the excess is returned down to initial.</summary>
/// <param name="Maintenance">Maintenance level.</param>
/// <param name="Search">Search level.</param>
/// <param name="Initial">Initial level.</param>
/// <param name="Release">Release level.</param>
public sealed record VegaLevels(Rational Maintenance, Rational Search, Rational Initial, Rational Release)
{
    /// <summary>What moves between the margin account and the general account.</summary>
    /// <param name="balance">Of the margin account.</param>
    /// <param name="available">What the general account can give.</param>
    public VegaTransfer Rebalance(Rational balance, Rational available)
    {
        var moved = balance < Search ? Rational.Min(available, Initial - balance) : balance > Release ? Initial - balance : Rational.Zero;
        return new VegaTransfer(Rational.Max(moved, 0), Rational.Max(-moved, 0), balance + moved, balance + moved < Maintenance);
    }
}

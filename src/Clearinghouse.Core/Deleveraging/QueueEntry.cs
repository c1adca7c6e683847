using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>A position in a deleveraging queue.</summary>
/// <param name="Name">Whose; equal scores stand in the ordinal order of names.</param>
/// <param name="ProfitFraction">Unrealised profit over what the position is measured by; negative for a loss.</param>
/// <param name="Leverage">Above 0 where there is no profit.</param>
/// <param name="Size">How much there is to close; not negative.</param>
public sealed record QueueEntry(string Name, Rational ProfitFraction, Rational Leverage, Rational Size)
{
    /// <summary>Profit × leverage of a winner, profit / leverage of a loser: the usual score of exchanges.</summary>
    /// <exception cref="DivideByZeroException">There is no profit and no leverage.</exception>
    public Rational Score => ProfitFraction.Sign > 0 ? ProfitFraction * Leverage : ProfitFraction / Leverage;
}

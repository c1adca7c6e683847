using System.Numerics;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation.Venues;

/// <summary>How Vega's network works off a position that it took over: a share of what is left at each step, never more than a share of the book (spec 0012-POSR).</summary>
/// <param name="Fraction">Of what is left; above 0, at most 1.</param>
/// <param name="FullDisposalQuantity">What is closed at once, in lots.</param>
/// <param name="MaximumBookFraction">Of the volume on the book's side.</param>
public sealed record VegaDisposal(Rational Fraction, BigInteger FullDisposalQuantity, Rational MaximumBookFraction)
{
    /// <summary>The quantities of all steps while the book stays as it is.</summary>
    /// <param name="position">In lots; not negative.</param>
    /// <param name="book">In lots; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or the book is too thin for a single lot.</exception>
    public IReadOnlyList<BigInteger> StepsOf(BigInteger position, BigInteger book)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Check(Fraction);
        var most = (Rational.FromInteger(book) * MaximumBookFraction).FloorTo(1).Numerator;
        if (position.Sign > 0 && most.Sign <= 0) throw new ArgumentOutOfRangeException(nameof(book), book, "The book takes no lot.");
        var steps = new List<BigInteger>();
        for (var rest = position; rest.Sign > 0; rest -= steps[^1])
        {
            var share = rest <= FullDisposalQuantity ? rest : -(-(Rational.FromInteger(rest) * Fraction)).FloorTo(1).Numerator;
            steps.Add(BigInteger.Min(rest, BigInteger.Min(most, share)));
        }

        return steps;
    }

    private static void Check(Rational fraction) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fraction, Rational.Zero);
}

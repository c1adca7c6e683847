using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Vega;

/// <summary>Vega's cross margin of one linear contract (vegaprotocol, 0019-MCAL and core/risk/margins_calculation.go). Exact decimal arithmetic; money in multiples of a quantum.</summary>
public sealed record VegaLinear
{
    /// <summary>What closing the open position costs, as a fraction of its value; orders are not charged.</summary>
    public required Rational SlippageFactor { get; init; }

    /// <summary>Rate of longs, as a fraction of the mark.</summary>
    public required Rational RiskFactorLong { get; init; }

    /// <summary>Rate of shorts.</summary>
    public required Rational RiskFactorShort { get; init; }

    /// <summary>Level, in maintenance margins, below which the account is topped up; above 1.</summary>
    public required Rational SearchMultiplier { get; init; }

    /// <summary>Level to which it is topped up; above the search level.</summary>
    public required Rational InitialMultiplier { get; init; }

    /// <summary>Level above which the excess is returned; above the initial level.</summary>
    public required Rational ReleaseMultiplier { get; init; }

    /// <summary>Share of the running period's funding that is asked as margin.</summary>
    public required Rational MarginFundingFactor { get; init; }

    /// <summary>Smallest amount of money; 0 for no rounding.</summary>
    public required Rational MoneyQuantum { get; init; }

    /// <summary>The four levels of a position with its orders.</summary>
    /// <param name="markPrice">The mark.</param>
    /// <param name="position">Contracts; negative short.</param>
    /// <param name="openBuys">Contracts of unfilled buy orders.</param>
    /// <param name="openSells">Contracts of unfilled sell orders.</param>
    /// <param name="fundingPerUnit">What one long unit is expected to pay for the running period.</param>
    public VegaLevels Evaluate(Rational markPrice, Rational position, Rational openBuys, Rational openSells, Rational fundingPerUnit)
    {
        var (longs, shorts) = (Rational.Max(position, 0), Rational.Max(-position, 0));
        var longSide = position + openBuys > 0 ? markPrice * ((longs * SlippageFactor) + ((longs + openBuys) * RiskFactorLong)) : Rational.Zero;
        var shortSide = position - openSells < 0 ? markPrice * ((shorts * SlippageFactor) + ((shorts + openSells) * RiskFactorShort)) : Rational.Zero;
        var funding = Rational.Max(0, position * fundingPerUnit) * MarginFundingFactor;
        var maintenance = -(-(Rational.Max(longSide, shortSide) + funding)).FloorTo(MoneyQuantum);
        return new VegaLevels(
            maintenance,
            (maintenance * SearchMultiplier).FloorTo(MoneyQuantum),
            (maintenance * InitialMultiplier).FloorTo(MoneyQuantum),
            (maintenance * ReleaseMultiplier).FloorTo(MoneyQuantum));
    }
}

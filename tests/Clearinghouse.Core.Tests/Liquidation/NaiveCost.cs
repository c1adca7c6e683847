using Clearinghouse.Core.Liquidation;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>What closing a notional in a market costs, as the documents write it.</summary>
internal static class NaiveCost
{
    internal static double Of(LiquidationTerms terms, double notional, double depth, double halfSpread)
    {
        var taken = notional / depth;
        var impact = terms.ImpactAtDepth.ToDouble() * (terms.Impact == ImpactShape.SquareRoot ? Math.Sqrt(taken) : taken);
        return notional * (impact + halfSpread + terms.Penalty.ToDouble());
    }
}

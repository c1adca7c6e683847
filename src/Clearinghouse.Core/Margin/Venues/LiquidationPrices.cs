using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues;

/// <summary>Closed forms of the price at which an account with one position falls to its limit. Exact; null when no positive price does.</summary>
public static class LiquidationPrices
{
    /// <summary>Rates of the mark, with slippage and funding (Vega): collateral + V (p − S) = |V| p (slippage + risk).</summary>
    /// <param name="position">Contracts; negative short; not zero.</param>
    /// <param name="markPrice">The mark.</param>
    /// <param name="collateral">Everything of the account, at the mark.</param>
    /// <param name="rate">Slippage and risk factor.</param>
    /// <param name="fundingPerUnit">What one long unit is expected to pay.</param>
    public static (Rational? Price, bool IsLiquidatable) Linear(Rational position, Rational markPrice, Rational collateral, Rational rate, Rational fundingPerUnit)
    {
        var left = collateral - Rational.Max(0, position * fundingPerUnit);
        var denominator = (position.Abs * rate) - position;
        return (Positive(left - (position * markPrice), denominator), left < position.Abs * markPrice * rate);
    }

    /// <summary>A maintenance rate of the mark (Hyperliquid): S − side (E − l |V| S) / |V| / (1 − l side).</summary>
    /// <param name="position">Contracts; negative short; not zero.</param>
    /// <param name="markPrice">The mark.</param>
    /// <param name="accountValue">The account's value at the mark.</param>
    /// <param name="rate">Maintenance rate.</param>
    public static (Rational? Price, bool IsLiquidatable) MaintenanceRate(Rational position, Rational markPrice, Rational accountValue, Rational rate)
    {
        var side = position.Sign;
        var available = accountValue - (rate * position.Abs * markPrice);
        var denominator = position.Abs * (1 - (rate * side));
        return (denominator.Sign == 0 ? null : Positive((markPrice * denominator) - (side * available), denominator), available < 0);
    }

    /// <summary>Where equity is used up: S − E / V.</summary>
    public static Rational? Bankruptcy(Rational position, Rational markPrice, Rational equity) => Positive((markPrice * position) - equity, position);

    /// <summary>Where equity is used up in a coin-margined contract: entry × leverage / (leverage ± 1).</summary>
    public static Rational? InverseBankruptcy(Rational entryPrice, Rational leverage, bool isLong) => Positive(entryPrice * leverage, isLong ? leverage + 1 : leverage - 1);

    private static Rational? Positive(Rational numerator, Rational denominator)
    {
        if (denominator.Sign == 0) return null;
        var price = numerator / denominator;
        return price > 0 ? price : null;
    }
}

using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Margin of a notional by rates that rise with it: every part pays the rate of its tier. The same as notional × the last tier's rate − a deduction, but written as the sum it is, so that nothing jumps at a bound.
/// Every part is rounded up: against the trader.
/// </summary>
internal static class TieredRates
{
    public static Amount Initial(Amount notional, MarketParameters parameters, Amount openInterest)
    {
        var risk = parameters.Risk ?? RiskParameters.Default;
        var tiered = Sum(notional, parameters.InitialMarginRate, risk, tier => tier.InitialMarginRate);
        if (risk.OpenInterest is not { } scaling) return tiered;
        return Amount.Max(tiered, notional.Times(scaling.Scale(parameters.InitialMarginRate, openInterest), Rounding.Ceiling));
    }

    public static Amount Maintenance(Amount notional, MarketParameters parameters) =>
        Sum(notional, parameters.MaintenanceMarginRate, parameters.Risk ?? RiskParameters.Default, tier => tier.MaintenanceMarginRate);

    private static Amount Sum(Amount notional, Ratio rate, RiskParameters risk, Func<MarginTier, Ratio> rateOf)
    {
        var (sum, lower) = (Amount.Zero, Amount.Zero);
        foreach (var tier in risk.Tiers)
        {
            if (notional <= tier.LowerBoundNotional) break;
            sum += (tier.LowerBoundNotional - lower).Times(rate, Rounding.Ceiling);
            (rate, lower) = (rateOf(tier), tier.LowerBoundNotional);
        }

        return sum + (notional - lower).Times(rate, Rounding.Ceiling);
    }
}

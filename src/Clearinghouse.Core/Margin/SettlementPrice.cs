using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What the pool's money is worth as a share of what it is pegged to, for policies that ask.</summary>
public static class SettlementPrice
{
    /// <summary>The share, positive; 1 when the pool's money is no coin, or its price is not known.</summary>
    public static double Of(PoolId? pool, MarginTerms terms, IMarketView view)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(view);
        if (terms.Mode != MarginMode.Portfolio || pool is not { } known || view.FindCollateral(known)?.Policy.SettlementMarket is not { } market) return 1;
        return view.Find(market) is { } snapshot ? snapshot.IndexPrice.ToDouble() : 1;
    }
}

using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Limits;

/// <summary>
/// What must stay behind when something is taken out: initial margin and what closing the whole book would cost, and no less than a part of its notional. Who may take out down to initial margin can let himself be liquidated, and leaves
/// the cost of it to the pool.
/// </summary>
public static class TransferMargin
{
    /// <summary>The equity that must be left; initial margin alone in a pool that neither liquidates nor limits.</summary>
    /// <param name="pool">The account's pool.</param>
    /// <param name="input">The account as it would be.</param>
    /// <param name="statement">Its statement.</param>
    /// <param name="view">Where the pool's terms are.</param>
    /// <param name="policy">How it is margined.</param>
    /// <param name="now">The time.</param>
    public static Amount Of(PoolId pool, MarginInput input, MarginStatement statement, IMarketView view, IMarginPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(view);
        var (limits, defaults) = (view.FindLimits(pool)?.Policy, view.FindDefaults(pool)?.Policy);
        if (limits is null && defaults is null) return statement.InitialMargin;
        var terms = defaults?.Liquidation ?? new LiquidationTerms();
        var withCost = statement.InitialMargin + ClosingCost.OfWhole(LiquidationRequest.Of(input, policy, terms, now));
        return limits is null ? withCost : Amount.Max(withCost, statement.GrossNotional.Times(limits.TransferMarginRate, Rounding.Ceiling));
    }
}

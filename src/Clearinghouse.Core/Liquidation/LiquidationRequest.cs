using System.Collections.Immutable;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a liquidation is planned from.</summary>
/// <param name="Input">The account, as the margin engine sees it.</param>
/// <param name="Policy">The account's own margin policy: every requirement is asked of it.</param>
/// <param name="Terms">The terms, in range.</param>
/// <param name="Markets">What is known of markets, each once. In one that is missing nothing is closed.</param>
public sealed record LiquidationRequest(MarginInput Input, IMarginPolicy Policy, LiquidationTerms Terms, ImmutableArray<MarketLiquidity> Markets)
{
    /// <summary>The part of a market's open interest that counts as its depth where its parameters say nothing of it: a tenth.</summary>
    internal static readonly Ratio DepthOfOpenInterest = Ratio.FromPpm(100_000);

    /// <summary>A request by what snapshots know: depth from the market's parameters, or else a tenth of its open interest; the rate of slippage for half the spread; nothing of the window used yet.</summary>
    /// <param name="input">The account.</param>
    /// <param name="policy">Its margin policy.</param>
    /// <param name="terms">The terms, in range.</param>
    /// <param name="now">When breakers and the age of prices are judged.</param>
    public static LiquidationRequest Of(MarginInput input, IMarginPolicy policy, LiquidationTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input, policy, terms, [.. input.Exposures.Select(exposure => exposure.Snapshot).DistinctBy(snapshot => snapshot.Market).Select(snapshot => LiquidityOf(snapshot, now))]);
    }

    private static MarketLiquidity LiquidityOf(MarketSnapshot snapshot, DateTimeOffset now)
    {
        var risk = snapshot.Parameters.Risk ?? RiskParameters.Default;
        var depth = risk.DepthNotional.IsPositive ? risk.DepthNotional : snapshot.OpenNotional.Times(DepthOfOpenInterest, Rounding.Floor);
        return new(snapshot.Market, depth, risk.SlippageRate, Amount.Zero, !snapshot.IsStaleAt(now) && snapshot.MayLiquidateAt(now));
    }

    /// <summary>Says what is out of its range, or null when nothing is.</summary>
    internal string? FindFault()
    {
        if (Terms.Check() is { } refusal) return refusal.ToString();
        if (Markets.DistinctBy(market => market.Market).Count() != Markets.Length) return "a market occurs once";
        return Markets.Any(market => market.HalfSpread.IsNegative || market.UsedInWindow.IsNegative) ? "a spread and what is used of a window are not negative" : null;
    }
}

using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
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

    /// <summary>A request by what snapshots know: depth from the market's parameters, or else a tenth of its open interest; the rate of slippage for half the spread; what liquidations used of its window.</summary>
    /// <param name="input">The account.</param>
    /// <param name="policy">Its margin policy.</param>
    /// <param name="terms">The terms, in range.</param>
    /// <param name="now">When breakers and the age of prices are judged.</param>
    public static LiquidationRequest Of(MarginInput input, IMarginPolicy policy, LiquidationTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(terms);
        return new(input, policy, terms, [.. input.Exposures.Select(exposure => exposure.Snapshot).DistinctBy(snapshot => snapshot.Market).Select(snapshot => LiquidityOf(snapshot, terms, now))]);
    }

    /// <summary>The depth of a market: by its parameters, or else a tenth of its open interest; not negative.</summary>
    internal static Amount DepthOf(MarketSnapshot snapshot)
    {
        var risk = snapshot.Parameters.Risk ?? RiskParameters.Default;
        return risk.DepthNotional.IsPositive ? risk.DepthNotional : snapshot.OpenNotional.Times(DepthOfOpenInterest, Rounding.Floor);
    }

    private static MarketLiquidity LiquidityOf(MarketSnapshot snapshot, LiquidationTerms terms, DateTimeOffset now)
    {
        var (risk, used) = (snapshot.Parameters.Risk ?? RiskParameters.Default, snapshot.Liquidations?.UsedAt(now, terms.WindowLengthSeconds) ?? Amount.Zero);
        return new(snapshot.Market, DepthOf(snapshot), risk.SlippageRate, used, !snapshot.IsStaleAt(now) && snapshot.MayLiquidateAt(now));
    }

    /// <summary>The same where some markets have just said that nothing passes: the newest snapshot may be older than what they know.</summary>
    /// <param name="closed">Which.</param>
    public LiquidationRequest Without(IReadOnlyCollection<MarketId> closed) => closed.Count == 0 ? this : this with
    {
        Markets = [.. Markets.Select(market => closed.Contains(market.Market) ? market with { UsedInWindow = Amount.Max(market.UsedInWindow, market.DepthNotional) } : market)],
    };

    /// <summary>Says what is out of its range, or null when nothing is.</summary>
    internal string? FindFault()
    {
        if (Terms.Check() is { } refusal) return refusal.ToString();
        if (Markets.DistinctBy(market => market.Market).Count() != Markets.Length) return "a market occurs once";
        return Markets.Any(market => market.HalfSpread.IsNegative || market.UsedInWindow.IsNegative) ? "a spread and what is used of a window are not negative" : null;
    }
}

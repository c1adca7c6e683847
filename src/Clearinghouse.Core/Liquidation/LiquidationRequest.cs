using System.Collections.Immutable;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a liquidation is planned from.</summary>
/// <param name="Input">The account, as the margin engine sees it.</param>
/// <param name="Policy">The account's own margin policy: every requirement is asked of it.</param>
/// <param name="Terms">The terms, in range.</param>
/// <param name="Markets">What is known of markets, each once. In one that is missing nothing is closed.</param>
public sealed record LiquidationRequest(MarginInput Input, IMarginPolicy Policy, LiquidationTerms Terms, ImmutableArray<MarketLiquidity> Markets)
{
    /// <summary>Says what is out of its range, or null when nothing is.</summary>
    internal string? FindFault()
    {
        if (Terms.Check() is { } refusal) return refusal.ToString();
        if (Markets.DistinctBy(market => market.Market).Count() != Markets.Length) return "a market occurs once";
        return Markets.Any(market => market.HalfSpread.IsNegative || market.UsedInWindow.IsNegative) ? "a spread and what is used of a window are not negative" : null;
    }
}

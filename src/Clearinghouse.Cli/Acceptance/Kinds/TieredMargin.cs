using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues.Hyperliquid;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Hyperliquid's tiered margin.</summary>
public sealed class TieredMargin : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "tiered-margin";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return PriceFormula.Answer(() => Compute(given));
    }

    private static JsonObject Compute(AcceptanceGiven given)
    {
        var tiers = new HyperliquidTiers([.. given.List("tiers").Select(tier => new HyperliquidTier(tier.Exact("lowerBoundNotional"), tier.Exact("maxLeverage")))]);
        var notional = given.Exact("quantity").Abs * given.Exact("price");
        var index = tiers.IndexOf(notional);
        var result = new JsonObject
        {
            ["notional"] = PriceFormula.Digits(notional),
            ["tierIndex"] = index,
            ["deduction"] = PriceFormula.Digits(tiers.DeductionOf(index)),
            ["maintenanceMargin"] = PriceFormula.Digits(tiers.MaintenanceMargin(notional)),
        };
        if (given.ExactOrNull("leverage") is not { } leverage) return result;
        result["initialMargin"] = PriceFormula.Digits(notional / leverage);
        result["accepted"] = tiers.Allows(notional, leverage);
        return result;
    }
}

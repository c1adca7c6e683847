using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues.Deribit;
using Clearinghouse.Core.Margin.Venues.Derive;
using Clearinghouse.Core.Products;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Rule-based margin of accounts with options: Derive's standard manager, and Deribit's standard margin.</summary>
public sealed class StandardOptionsMargin : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["derive-standard"] = Derive,
        ["deribit-standard"] = Deribit,
    };

    private static readonly Dictionary<string, OptionRight> Rights = new(StringComparer.Ordinal) { ["call"] = OptionRight.Call, ["put"] = OptionRight.Put };

    /// <inheritdoc/>
    public string Name => "standard-options-margin";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return AcceptanceAnswer.Of(given.OneOf("rule", Rules)(given));
    }

    private static JsonObject Derive(AcceptanceGiven given)
    {
        var markets = given.List("markets").Select(market => market.Record<DeriveStandardMarket>() with { Expiries = ForwardPrices.Read(market) }).ToList();
        var margin = given.Record<DeriveStandard>("parameters").Evaluate(given.Real("cash"), given.Real("stablePrice"), markets);
        return new() { ["initialMargin"] = margin.InitialMargin, ["maintenanceMargin"] = margin.MaintenanceMargin, ["markToMarket"] = margin.MarkToMarket };
    }

    private static JsonObject Deribit(AcceptanceGiven given)
    {
        var rule = new DeribitStandard(given.Real("maximumFraction"), given.Real("minimumFraction"), given.Real("maintenanceFraction"));
        var (initial, maintenance) = rule.Evaluate(
            given.OneOf("type", Rights), given.Real("indexPrice"), given.Real("strikePrice"), given.Real("markPriceCoin"), given.Real("quantity"));
        return new() { ["initialMargin"] = initial, ["maintenanceMargin"] = maintenance };
    }
}

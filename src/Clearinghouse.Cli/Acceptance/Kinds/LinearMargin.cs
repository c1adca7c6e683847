using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues.Vega;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Vega's cross margin of one linear contract.</summary>
public sealed class LinearMargin : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "linear-margin";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return PriceFormula.Answer(() => Compute(given));
    }

    private static JsonObject Compute(AcceptanceGiven given)
    {
        var rule = new VegaLinear
        {
            SlippageFactor = given.Exact("slippageFactor"),
            RiskFactorLong = given.Exact("riskFactorLong"),
            RiskFactorShort = given.Exact("riskFactorShort"),
            SearchMultiplier = given.Exact("searchMultiplier"),
            InitialMultiplier = given.Exact("initialMultiplier"),
            ReleaseMultiplier = given.Exact("releaseMultiplier"),
            MarginFundingFactor = given.Exact("marginFundingFactor"),
            MoneyQuantum = given.Exact("moneyQuantum"),
        };
        var levels = rule.Evaluate(
            given.Exact("markPrice"), given.Exact("positionQuantity"), given.Exact("openBuyQuantity"), given.Exact("openSellQuantity"), given.Exact("fundingPaymentPerUnit"));
        var result = new JsonObject
        {
            ["maintenanceMargin"] = PriceFormula.Digits(levels.Maintenance),
            ["searchLevel"] = PriceFormula.Digits(levels.Search),
            ["initialMargin"] = PriceFormula.Digits(levels.Initial),
            ["releaseLevel"] = PriceFormula.Digits(levels.Release),
        };
        if (!given.Has("marginBalance")) return result;
        var transfer = levels.Rebalance(given.Exact("marginBalance"), given.Exact("availableToTopUp"));
        result["transferIn"] = PriceFormula.Digits(transfer.TransferIn);
        result["transferOut"] = PriceFormula.Digits(transfer.TransferOut);
        result["balanceAfter"] = PriceFormula.Digits(transfer.BalanceAfter);
        result["closeOut"] = transfer.CloseOut;
        return result;
    }
}

using System.Text.Json.Nodes;
using Clearinghouse.Core.Funding.Venues;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Funding and interest by the <c>rule</c> of a venue.</summary>
public sealed class FundingRate : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["vega"] = Vega,
        ["derive"] = Derive,
        ["dydx"] = Dydx,
        ["hyperliquid"] = Hyperliquid,
        ["drift"] = Drift,
        ["synthetix"] = Synthetix,
        ["utilisation-kink"] = UtilisationKink,
    };

    /// <inheritdoc/>
    public string Name => "funding-rate";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject Vega(AcceptanceGiven given)
    {
        var funding = new VegaFunding
        {
            PeriodYears = given.Exact("periodYears"),
            InterestRate = given.Exact("interestRate"),
            ClampLower = given.Exact("clampLower"),
            ClampUpper = given.Exact("clampUpper"),
            ScalingFactor = given.Exact("scalingFactor"),
            RateLower = given.ExactOrNull("rateLower"),
            RateUpper = given.ExactOrNull("rateUpper"),
        };
        var externalTwap = given.Exact("externalTwap");
        var payment = funding.PaymentPerUnit(given.Exact("internalTwap"), externalTwap, given.Exact("tradedFraction"));
        return new()
        {
            ["paymentPerUnit"] = PriceFormula.Digits(payment),
            ["fundingRate"] = PriceFormula.Number(payment / externalTwap),
            ["cashFlow"] = PriceFormula.Digits(-given.Exact("positionQuantity") * payment),
        };
    }

    private static JsonObject Derive(AcceptanceGiven given)
    {
        var index = given.Exact("indexPrice");
        var premium = DeriveFunding.Premium(index, given.Exact("impactBidPrice"), given.Exact("impactAskPrice"));
        var rate = new DeriveFunding(given.Exact("hourlyInterest"), given.Exact("hourlyCap")).HourlyRate(premium);
        return new()
        {
            ["premium"] = PriceFormula.Number(premium),
            ["hourlyRate"] = PriceFormula.Number(rate),
            ["fundingPerUnitHour"] = PriceFormula.Digits(rate * index),
        };
    }

    private static JsonObject Dydx(AcceptanceGiven given)
    {
        var rate = new DydxFunding(given.Exact("clampMultiple")).EightHourRate(
            given.ExactList("premiums"), given.Exact("initialMarginFraction"), given.Exact("maintenanceMarginFraction"));
        var delta = DydxFunding.IndexDelta(rate, given.Exact("elapsedSeconds"), given.Exact("oraclePrice"));
        return new()
        {
            ["eightHourRate"] = PriceFormula.Number(rate),
            ["indexDelta"] = PriceFormula.Digits(delta),
            ["cashFlow"] = PriceFormula.Digits(-given.Exact("positionQuantity") * delta),
        };
    }

    private static JsonObject Hyperliquid(AcceptanceGiven given)
    {
        var funding = new HyperliquidFunding(given.Exact("interest"), given.Exact("clamp"), given.Exact("hourlyCap"));
        var eightHourRate = funding.EightHourRate(given.ExactList("premiums"));
        var hourlyRate = funding.HourlyRate(eightHourRate);
        return new()
        {
            ["eightHourRate"] = PriceFormula.Number(eightHourRate),
            ["hourlyRate"] = PriceFormula.Number(hourlyRate),
            ["payment"] = PriceFormula.Digits(given.Exact("positionQuantity") * given.Exact("oraclePrice") * hourlyRate),
        };
    }

    private static JsonObject Drift(AcceptanceGiven given)
    {
        var oracleTwap = given.Exact("oracleTwap");
        var funding = new DriftFunding(given.Exact("offsetDivisor"), given.Exact("clampDivisor"))
            .FundingPerUnitHour(given.Exact("markTwap"), oracleTwap);
        return new()
        {
            ["fundingPerUnitHour"] = PriceFormula.Digits(funding),
            ["hourlyRate"] = PriceFormula.Number(funding / oracleTwap),
        };
    }

    private static JsonObject Synthetix(AcceptanceGiven given)
    {
        var funding = new SynthetixFunding(
            given.Exact("initialSkew"), given.Exact("initialRate"), given.Exact("skewScale"), given.Exact("maxVelocity"));
        var (quantity, price, total) = (given.Exact("positionQuantity"), given.Exact("price"), Rational.Zero);
        var accrued = new JsonArray();
        foreach (var step in given.List("steps"))
        {
            var days = step.Exact("days");
            total += funding.AccrualOver(days, quantity, price);
            accrued.Add(PriceFormula.Digits(total));
            funding = funding.After(days).WithSkewChangedBy(step.Exact("skewChange"));
        }

        return new() { ["accrued"] = accrued, ["finalRate"] = PriceFormula.Number(funding.Rate) };
    }

    private static JsonObject UtilisationKink(AcceptanceGiven given)
    {
        var interest = new UtilisationInterest(
            given.Exact("minimumRate"), given.Exact("slope"), given.Exact("highSlope"), given.Exact("optimal"));
        var rate = interest.AnnualRate(given.Exact("utilisation"));
        return new()
        {
            ["annualRate"] = PriceFormula.Number(rate),
            ["accrual"] = UtilisationInterest.Accrual(rate.ToDouble(), given.Exact("elapsedSeconds").ToDouble()),
        };
    }
}

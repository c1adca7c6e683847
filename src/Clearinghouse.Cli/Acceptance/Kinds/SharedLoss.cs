using System.Text.Json.Nodes;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Core.Waterfall.Venues;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Who bears a loss that no fund covered, by <c>rule</c>.</summary>
public sealed class SharedLoss : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["pro-rata-gains"] = ProRataGains,
        ["open-interest"] = OpenInterest,
        ["exchange-rate"] = ExchangeRate,
    };

    /// <inheritdoc/>
    public string Name => "loss-sharing";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject ProRataGains(AcceptanceGiven given)
    {
        var winners = given.List("winners");
        var sharing = LossSharing.ProRataGains(
            given.Unit<Amount>("collectedFromLosers"), given.Unit<Amount>("insuranceAvailable"), [.. winners.Select(winner => winner.Unit<Amount>("gain"))], given.Unit<Amount>("moneyQuantum"));
        var payments = winners.Zip(sharing.Payments, (winner, paid) => new JsonObject { ["account"] = winner.Text("account"), ["paid"] = paid.ToString() });
        return new()
        {
            ["insuranceUsed"] = sharing.InsuranceUsed.ToString(),
            ["shortfall"] = sharing.Shortfall.ToString(),
            ["payments"] = new JsonArray([.. payments]),
        };
    }

    private static JsonObject OpenInterest(AcceptanceGiven given) => new()
    {
        ["chargePerUnit"] = PriceFormula.Digits(
            DriftLossSharing.ChargePerUnit(given.Exact("loss"), given.Exact("longQuantity"), given.Exact("shortQuantity"), given.Exact("moneyQuantum"))),
    };

    private static JsonObject ExchangeRate(AcceptanceGiven given)
    {
        var rate = new DeriveExchangeRate(given.Exact("backing"), given.Exact("totalCash"));
        return new()
        {
            ["exchangeRate"] = PriceFormula.Number(rate.Rate),
            ["burned"] = PriceFormula.Digits(rate.BurnedBy(given.Exact("withdrawAmount"), given.Exact("moneyQuantum"))),
        };
    }
}

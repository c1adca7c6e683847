using System.Text.Json.Nodes;
using Clearinghouse.Core.Auctions.Venues;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Liquidation auctions, by <c>calculation</c>.</summary>
public sealed class AuctionPricing : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, Rational>> Curves = new(StringComparer.Ordinal)
    {
        ["linear"] = given => PriceDecay.Linear(given.Exact("startPrice"), given.Exact("elapsedSeconds"), given.Exact("durationSeconds")),
        ["stair-step"] = given => PriceDecay.StairStep(given.Exact("startPrice"), given.Exact("elapsedSeconds"), given.Real("cut"), given.Exact("stepSeconds")),
        ["exponential"] = given => PriceDecay.Exponential(given.Exact("startPrice"), given.Exact("elapsedSeconds"), given.Real("cut")),
    };

    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Calculations = new(StringComparer.Ordinal)
    {
        ["discount"] = given => new() { ["discount"] = PriceFormula.Number(Discount(given).At(given.Exact("elapsedSeconds"))) },
        ["solvent-bid"] = SolventBid,
        ["bid-sequence"] = BidSequence,
        ["insolvent-payout"] = InsolventPayout,
        ["decay-curve"] = given => new() { ["price"] = PriceFormula.Digits(given.OneOf("curve", Curves)(given)) },
    };

    /// <inheritdoc/>
    public string Name => "auction";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var calculation = given.OneOf("calculation", Calculations);
        return PriceFormula.Answer(() => calculation(given));
    }

    private static DeriveDiscount Discount(AcceptanceGiven given) => new(given.Exact("startFraction"), given.Exact("cutoffFraction"), given.Exact("fastSeconds"), given.Exact("slowSeconds"));

    private static JsonObject SolventBid(AcceptanceGiven given)
    {
        var (discount, reserved) = (given.Exact("discount"), given.Exact("reservedCash"));
        var auction = new DeriveSolventAuction(given.Exact("markToMarket"), given.Exact("maintenanceMargin"), given.Exact("bufferFraction"), given.ExactOrNull("fullLiquidationCutoff"));
        var taken = auction.TakenFraction(given.Exact("wantedFraction"), discount, reserved);
        return new()
        {
            ["bufferMargin"] = PriceFormula.Digits(auction.BufferMargin),
            ["maximumFraction"] = PriceFormula.Number(auction.MaximumFraction(discount, reserved)),
            ["takenFraction"] = PriceFormula.Number(taken),
            ["bidPrice"] = PriceFormula.Digits(auction.BidPrice(taken, discount, reserved)),
            ["fee"] = PriceFormula.Digits(auction.Fee(given.Exact("feeRate"))),
        };
    }

    private static JsonObject BidSequence(AcceptanceGiven given)
    {
        var (discounts, buffer, reserved, bids) = (Discount(given), given.Exact("bufferFraction"), Rational.Zero, new JsonArray());
        foreach (var step in given.List("steps"))
        {
            var discount = discounts.At(step.Exact("elapsedSeconds"));
            var auction = new DeriveSolventAuction(step.Exact("markToMarket"), step.Exact("maintenanceMargin"), buffer);
            var price = auction.BidPrice(auction.TakenFraction(step.Exact("wantedFraction"), discount, reserved), discount, reserved);
            bids.Add((JsonNode)new JsonObject
            {
                ["bufferMargin"] = PriceFormula.Digits(auction.BufferMargin),
                ["maximumFraction"] = PriceFormula.Number(auction.MaximumFraction(discount, reserved)),
                ["bidPrice"] = PriceFormula.Digits(price),
            });
            reserved += price;
        }

        return new() { ["bids"] = bids };
    }

    private static JsonObject InsolventPayout(AcceptanceGiven given)
    {
        var auction = new DeriveInsolventAuction(given.Exact("markToMarket"), given.Exact("maintenanceMargin"), given.Exact("lengthSeconds"));
        var payout = auction.Payout(given.Exact("elapsedSeconds"), given.Exact("takenFraction"));
        var paid = Rational.Min(given.Exact("fundAvailable"), payout);
        return new()
        {
            ["payout"] = PriceFormula.Digits(payout),
            ["fundPays"] = PriceFormula.Digits(paid),
            ["socialised"] = PriceFormula.Digits(payout - paid),
        };
    }
}

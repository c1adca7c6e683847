using System.Text.Json.Nodes;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>A default loss over layers, and what gains haircutting takes after them.</summary>
public sealed class WaterfallAllocation : IAcceptanceKind
{
    private const int FractionDecimals = 12;

    /// <inheritdoc/>
    public string Name => "waterfall";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return PriceFormula.Answer(() => Compute(given));
    }

    private static JsonObject Compute(AcceptanceGiven given)
    {
        var layers = given.List("layers");
        var gains = given.List("gains");
        var plan = LossWaterfall.Allocate(
            DefaultId.Create("table"), given.Unit<Amount>("loss"), [.. layers.Select(LayerOf), HaircutLayer(gains, given.Exact("gainsHaircutCapFraction"))], given.Unit<Amount>("moneyQuantum"));
        var haircut = plan.Layers[^1];
        return new()
        {
            ["layers"] = new JsonArray([.. layers.Zip(plan.Layers, Write)]),
            ["gainsHaircutFraction"] = PriceFormula.Number(FractionOf(haircut)),
            ["gainsHaircuts"] = new JsonArray([.. gains.Zip(haircut.Shares, (gain, share) => new JsonObject { ["account"] = gain.Text("account"), ["amount"] = share.ToString() })]),
            ["uncoveredLoss"] = plan.Uncovered.ToString(),
        };
    }

    private static WaterfallLayer LayerOf(AcceptanceGiven layer)
    {
        var name = layer.Text("layer");
        if (!layer.Has("members")) return WaterfallLayer.Of(name, WaterfallLayerKind.MutualFund, LossPayer.House, layer.Unit<Amount>("available"));
        var members = layer.List("members").Select(member => Member(member.Text("member"), (member.Exact("contribution") * member.Exact("capMultiple")).Round<Amount>(Rounding.Floor)));
        return new WaterfallLayer(name, WaterfallLayerKind.MutualFund, [.. members]);
    }

    private static WaterfallLayer HaircutLayer(IReadOnlyList<AcceptanceGiven> gains, Rational cap)
    {
        var members = gains.Select(gain => Member(gain.Text("account"), gain.Unit<Amount>("gain"))).ToList();
        var total = members.Aggregate(Rational.Zero, (sum, member) => sum + Rational.From(member.Available));
        return new WaterfallLayer("gains haircut", WaterfallLayerKind.GainsHaircut, [.. members]) { Limit = (cap * total).Round<Amount>(Rounding.Floor) };
    }

    private static LayerMember Member(string name, Amount available) => new(new LossPayer(LossPayerKind.Account, name), available);

    private static Rational FractionOf(LayerUse haircut)
    {
        var gains = haircut.Layer.Members.Aggregate(Rational.Zero, (sum, member) => sum + Rational.From(member.Available));
        if (gains.Sign == 0) return Rational.Zero;
        var spare = Rational.FromInteger(10).Power(Amount.DecimalPlaces - FractionDecimals);
        return Rational.From((Rational.From(haircut.Used) / gains / spare).Round<Amount>(Rounding.HalfEven)) * spare;
    }

    private static JsonNode Write(AcceptanceGiven layer, LayerUse use)
    {
        var result = new JsonObject { ["layer"] = layer.Text("layer"), ["used"] = use.Used.ToString(), ["left"] = use.Left.ToString() };
        if (layer.Has("members"))
            result["members"] = new JsonArray([.. layer.List("members").Zip(use.Shares, (member, share) => new JsonObject { ["member"] = member.Text("member"), ["used"] = share.ToString() })]);
        return result;
    }
}

using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Waterfall;

/// <summary>
/// The layers of this pool, in order: the defaulter; the protocol that brought it; the house; insurance, junior to senior; members who failed to bid; the other members; assessments; gains haircutting or
/// deleveraging; tear-up. The order of CPMI-IOSCO's clearing houses, with the protocol's own contribution where they have the member's.
/// </summary>
public static class DefaultWaterfall
{
    /// <summary>The layers up to the assessments: everything that is not taken from other accounts. Empty ones are there too, so that a report shows all.</summary>
    /// <param name="resources">What stands behind the default.</param>
    /// <param name="terms">The pool's rules.</param>
    /// <param name="now">When the loss is allocated; assessments are due so long after it.</param>
    public static ImmutableArray<WaterfallLayer> FundLayers(DefaultResources resources, WaterfallTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(terms);
        var own = resources.Members.Where(member => member.Venue == resources.Venue);
        var others = resources.Members.Where(member => member.Venue != resources.Venue).ToList();
        return
        [
            WaterfallLayer.Of("defaulter's collateral", WaterfallLayerKind.DefaulterCollateral, LossPayer.Defaulter(resources.Defaulter), resources.Collateral),
            new("protocol's contribution", WaterfallLayerKind.ProtocolContribution, [.. own.Select(member => MemberOf(member, member.Contribution))]),
            WaterfallLayer.Of("house capital", WaterfallLayerKind.HouseCapital, LossPayer.House, resources.HouseCapital),
            .. resources.Tranches.Select(tranche => new WaterfallLayer($"insurance {tranche.Payer.Name}", WaterfallLayerKind.InsuranceTranche, [tranche])),
            new("junior mutual fund", WaterfallLayerKind.JuniorFund, [.. others.Where(member => member.FailedToBid).Select(member => MemberOf(member, FundAvailable(member)))]),
            new("mutual fund", WaterfallLayerKind.MutualFund, [.. others.Where(member => !member.FailedToBid).Select(member => MemberOf(member, FundAvailable(member)))]),
            new("assessments", WaterfallLayerKind.Assessment, [.. resources.Members.Select(member => MemberOf(member, AssessmentAvailable(member, member.Venue == resources.Venue, terms)))])
            {
                DueBy = now.AddSeconds(terms.AssessmentDueSeconds),
            },
        ];
    }

    /// <summary>What the layers of funds and assessments leave of a loss: the deficit that deleveraging has to cover.</summary>
    public static Amount DeficitOf(Amount loss, ImmutableArray<WaterfallLayer> fundLayers) => Amount.Max(Amount.Zero, fundLayers.Aggregate(loss, (left, layer) => left - layer.Available));

    /// <summary>All layers.</summary>
    /// <param name="resources">What stands behind the default.</param>
    /// <param name="terms">The pool's rules.</param>
    /// <param name="now">When the loss is allocated; assessments are due so long after it.</param>
    public static ImmutableArray<WaterfallLayer> LayersOf(DefaultResources resources, WaterfallTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return [.. FundLayers(resources, terms, now), .. LastLayers(resources.Gains, resources.Deleveraged, terms)];
    }

    /// <summary>The layers after funds and assessments: gains haircut or deleveraging, and tear-up.</summary>
    /// <param name="gains">What accounts gained and could give up.</param>
    /// <param name="deleveraged">What each account gives up in a deleveraging; empty for none.</param>
    /// <param name="terms">The pool's rules.</param>
    public static ImmutableArray<WaterfallLayer> LastLayers(ImmutableArray<AccountGain> gains, ImmutableArray<AccountGain> deleveraged, WaterfallTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var resort = terms.LastResort == LastResort.GainsHaircut ? GainsHaircutLayer(gains, terms.GainsHaircutCap) : DeleveragingLayer(deleveraged);

        // The tear-up is reached only when the layer before it has given all it has, in the same shares.
        var given = resort.Available;
        var cut = resort.Members.Zip(AmountSplit.LargestRemainder(given, [.. resort.Members.Select(member => member.Available)])).ToDictionary(pair => pair.First.Payer, pair => pair.Second);
        var torn = gains
            .Select(gain => new LayerMember(LossPayer.Account(gain.Account), gain.Gain))
            .Select(member => member with { Available = Amount.Max(Amount.Zero, member.Available - cut.GetValueOrDefault(member.Payer)) });
        return [resort, new("tear-up", WaterfallLayerKind.TearUp, [.. torn])];
    }

    /// <summary>Variation-margin gains haircutting: every account gives the same fraction of its gain.</summary>
    /// <param name="gains">One per account.</param>
    /// <param name="cap">The most that is taken, as a share of all gains; rounded down to 10^-16 in favour of those who gained.</param>
    public static WaterfallLayer GainsHaircutLayer(ImmutableArray<AccountGain> gains, Ratio cap)
    {
        var total = gains.Aggregate(Amount.Zero, (sum, gain) => sum + gain.Gain);
        return new("gains haircut", WaterfallLayerKind.GainsHaircut, MembersOf(gains)) { Limit = total.Times(cap, Rounding.Floor) };
    }

    private static WaterfallLayer DeleveragingLayer(ImmutableArray<AccountGain> deleveraged) => new("deleveraging", WaterfallLayerKind.Deleveraging, MembersOf(deleveraged));

    private static ImmutableArray<LayerMember> MembersOf(ImmutableArray<AccountGain> gains) => [.. gains.Select(gain => new LayerMember(LossPayer.Account(gain.Account), gain.Gain))];

    private static LayerMember MemberOf(FundMember member, Amount available) => new(LossPayer.Venue(member.Venue), available);

    /// <summary>The firewall stands before the fund too: what it keeps out is not lost to the others' defaults.</summary>
    private static Amount FundAvailable(FundMember member) => member.FirewallLeft is { } left ? Amount.Min(member.Contribution, left) : member.Contribution;

    /// <summary>Multiple × contribution, rounded down in favour of who pays, less what was assessed already; of others' defaults, no more than the firewall leaves after the fund.</summary>
    private static Amount AssessmentAvailable(FundMember member, bool brought, WaterfallTerms terms)
    {
        var most = Amount.Max(Amount.Zero, (member.AssessmentBase ?? member.Contribution).Times(terms.AssessmentMultiple, Rounding.Floor) - member.Assessed);
        return brought || member.FirewallLeft is not { } left ? most : Amount.Min(most, left - FundAvailable(member));
    }
}

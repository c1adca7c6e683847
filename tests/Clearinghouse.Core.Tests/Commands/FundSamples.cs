using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>Commands and events of the default fund's size and of assessments, for the golden strings.</summary>
internal static class FundSamples
{
    private static readonly DefaultId Default = Core.Defaults.OwnNames.DefaultOf(Alice, 1);

    private static readonly ConfigureFund Configure = new(Header("cf-1", 33), new FundPolicy { SuspendsOverdue = true });

    private static readonly SetAffiliates Affiliates = new(Header("sa-1", 34), "family", [Alice, Bob]);

    private static readonly ReviewFund Review = new(Header("rf-1", 35));

    private static readonly LeaveFund Leave = new(Header("lf-1", 37), Venue, A("20"));

    private static readonly RedeemFund Redeem = new(Header("lf-2", 38), Venue);

    private static readonly AssessmentCall Call = new(Default, LossPayer.Venue(Venue), A("5"), A("2"), Start);

    private static readonly WaterfallPlan PassedOn = LossWaterfall.Allocate(Default, A("3"), [WaterfallLayer.Of("gains haircut", WaterfallLayerKind.GainsHaircut, LossPayer.Account(Bob), A("2"))]);

    internal static IReadOnlyList<ICommand> Commands { get; } = [Configure, Affiliates, Review, Leave, Redeem];

    internal static IReadOnlyList<PoolEvent> Events { get; } =
    [
        new FundConfigured(Configure) { At = Start },
        new AffiliatesSet(Affiliates) { At = Start },
        new FundReviewed(
            new FundReview
            {
                Number = 1,
                PolicyVersion = 20,
                ScenariosVersion = "default-2",
                SnapshotVersions = ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 7),
                Accounts = 3,
                Unpriced = 0,
                CoverCount = 2,
                Required = A("90"),
                Prefunded = A("30"),
                Worst = [new("crash", A("90"), [new("family", A("90"), 2, [new MemberStress("alice", A("100"), A("10"), "family", Venue)])])],
                Contributions = [new(Venue, A("90"))],
                Calls = [new(Venue, A("90"), A("30"), Start.AddDays(1))],
                Gauges = [new("house capital", A("10"), A("10"), "btc down", R("3.5"), ImmutableSortedDictionary<MarketId, Ratio>.Empty.Add(Btc, R("0.9")))],
                At = Start,
            },
            Review) { At = Start },
        new AssessmentOverdue(Call, PassedOn) { At = Start },
        new FundContributed(new ContributeFund(Header("c-3", 36), PoolFund.Receivables, A("3"), Venue), [new(Default, Venue, A("3"), LossWaterfall.Recover(PassedOn, [A("0"), A("0")], A("3")))]) { At = Start },
        new FundNoticeGiven(Leave, new FundNotice(A("20"), Start, Start.AddDays(30))) { At = Start },
        new FundRedeemed(Redeem, A("15")) { At = Start },
    ];
}

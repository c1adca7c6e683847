using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>Commands and events of one default, for the golden strings: Alice fails, the house pays, Bob is deleveraged, and something comes back.</summary>
internal static class DefaultSamples
{
    internal static readonly ConfigureDefaults Configure = new(Header("cd-1", 25), new DefaultPolicy { Backstops = [new(Bob, A("100000"))], FirewallMultiple = R("2") });

    internal static readonly RecoverLoss Recover = new(Header("rl-1", 26), Default, A("4"));

    internal static readonly ContributeFund ContributeDefaultFund = new(Header("c-2", 27), PoolFund.DefaultFund, A("500"), Venue);

    private static readonly RiskReading Reading = new(A("-6"), A("20"), A("10"), 1, ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 7), []);

    private static readonly LiquidationLeg Planned = new(Btc, Perp, Q("-1"), P("90"), P("89"), A("90"), A("1.45"), A("0.45"));

    /// <summary>A plan of one step, and what it passes over.</summary>
    internal static LiquidationPlan PlanOf(ImmutableArray<RejectedAlternative> rejected) => new()
    {
        Account = Alice,
        Target = LiquidationTarget.Maintenance,
        Outcome = LiquidationOutcome.Restored,
        EquityBefore = A("10"),
        RequiredBefore = A("11"),
        EquityAfter = A("8.55"),
        RequiredAfter = A("6"),
        Steps = [new() { Legs = [Planned], EquityBefore = A("10"), RequiredBefore = A("11"), EquityAfter = A("8.55"), RequiredAfter = A("6") }],
        Rejected = rejected,
        SnapshotVersions = Reading.SnapshotVersions,
        UnreliableMarkets = [Eth],
    };

    private static readonly CloseOut CloseOut = new()
    {
        TradeId = OwnNames.TradeOf(Alice, 1, 0),
        Sequence = Start.ToUnixTimeMilliseconds(),
        Market = Btc,
        Contract = Perp,
        Account = Alice,
        Quantity = Q("-1"),
        Price = P("89"),
        Mark = P("90"),
        Penalty = A("0.45"),
        Taker = Bob,
        Kind = TakerKind.Backstop,
        TakerMaxNotional = A("100000"),
    };

    private static readonly DefaultClaim Claim = new()
    {
        Default = Default,
        Account = Alice,
        Venue = Venue,
        Debt = A("6"),
        CollateralValue = A("1.5"),
        Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty.Add(AssetId.Create("usdc"), Q("1.6")),
    };

    private static readonly WaterfallPlan Plan = new(
        Default,
        A("7.5"),
        [
            new(WaterfallLayer.Of("the defaulter's collateral", WaterfallLayerKind.DefaulterCollateral, LossPayer.Defaulter(Alice), A("1.5")), A("1.5"), [A("1.5")]),
            new(WaterfallLayer.Of("the house", WaterfallLayerKind.HouseCapital, LossPayer.House, A("5")), A("5"), [A("5")]),
            new(WaterfallLayer.Of("deleveraging", WaterfallLayerKind.Deleveraging, LossPayer.Account(Bob), A("1")), A("1"), [A("1")]),
        ],
        [
            new(Default, 0, "the defaulter's collateral", WaterfallLayerKind.DefaulterCollateral, LossPayer.Defaulter(Alice), A("1.5"), A("1.5"), A("1.5"), A("1.5")),
            new(Default, 1, "the house", WaterfallLayerKind.HouseCapital, LossPayer.House, A("5"), A("5"), A("5"), A("5")),
            new(Default, 2, "deleveraging", WaterfallLayerKind.Deleveraging, LossPayer.Account(Bob), A("1"), A("1"), A("1"), A("1")),
        ]);

    private static readonly LegClosure Closure = new(Btc, Perp, Q("-2"), Q("0.1"), Q("-0.5"));

    private static readonly DeleveragingCertificate Certificate = DeleveragingCertificate.Seal(
        Default,
        A("45"),
        A("1"),
        A("1"),
        new AmountFraction(A("3"), A("1")),
        new AmountFraction(A("1"), A("45")),
        [
            new()
            {
                Account = Bob,
                Notional = A("180"),
                Equity = A("45"),
                Reduction = A("45"),
                Haircut = A("1"),
                MostHaircut = A("10"),
                RequirementBefore = A("36"),
                RequirementAfter = A("27"),
                Legs = [Closure],
                Reason = DeleveragingReason.Reduced,
            },
        ]);

    private static readonly PoolTransfer Transfer = new()
    {
        Pool = Pool,
        Sequence = 9,
        PreviousSequence = 0,
        Account = Bob,
        Default = Default,
        Kind = PoolTransferKind.Haircut,
        Amount = A("-1"),
        Closures = [Closure],
    };

    internal static IReadOnlyList<AccountEvent> Account { get; } =
    [
        new BookOpened(Pool) { At = Start },
        .. Changes().Select(change => new RiskStateChanged(change) { At = Start }),
        new CloseOutOrdered(new CloseOutOrder(1, CloseOutPurpose.Liquidation, [CloseOut]) { Planned = [Planned], SnapshotVersions = Reading.SnapshotVersions }) { At = Start },
        new CloseOutOrdered(new CloseOutOrder(2, CloseOutPurpose.Default, [CloseOut with { Kind = TakerKind.Book, TakerMaxNotional = null, Default = Default }])) { At = Start },
        new CloseOutOrdered(new CloseOutOrder(3, CloseOutPurpose.Liquidation, [CloseOut with { Window = new(60, A("25000"), A("90")) }]) { Planned = [Planned], SnapshotVersions = Reading.SnapshotVersions }) { At = Start },
        new CloseOutOrdered(new CloseOutOrder(4, CloseOutPurpose.Liquidation, [CloseOut])
        {
            Planned = [Planned],
            SnapshotVersions = Reading.SnapshotVersions,
            Plan = PlanSummary.Of(PlanOf([new([Dated], RejectionReason.CostsMore, [Q("-2")], A("3"), A("7"), A("6.5")), new([Call], RejectionReason.MarkUnreliable, [], null, null, null)])),
            Ways = new(R("0.4"), R("0.02"), A("2.5"), A("1.45"), LiquidationOutcome.Restored),
        }) { At = Start },
        new CloseOutAnswered(1, [new(12), new(0, new Refusal(RefusalCode.InitialMarginShort) { Required = "10", Available = "9" })]) { At = Start },
        new PoolTransferred(Transfer, A("44")) { At = Start },
        new PoolTransferred(Transfer with { Kind = PoolTransferKind.LossCovered, Account = Alice, Amount = A("6"), Closures = [] }, Amount.Zero) { At = Start },
        new CollateralSeized(new SeizedCollateral(Default, Claim.Collateral, A("1.5"))) { At = Start },
        new LossClaimed(Claim) { At = Start },
        new GainOffered(new BookGain(OwnNames.BookOf(Pool), 9, A("7"))) { At = Start },
        new GainKept(new BookGain(OwnNames.BookOf(Pool), 9, A("7"))) { At = Start },
    ];

    internal static IReadOnlyList<PoolEvent> PoolEvents { get; } =
    [
        new DefaultsConfigured(Configure) { At = Start },
        new FundContributed(ContributeDefaultFund) { At = Start },
        new LossAllocated(Claim, Plan, Certificate) { At = Start },
        new DefaultRecovered(Recover, LossWaterfall.Recover(Plan, [Amount.Zero, Amount.Zero, Amount.Zero], A("4"))) { At = Start },
        new TransfersConfirmed(9) { At = Start },
    ];

    /// <summary>Events that do not follow from those before.</summary>
    internal static IReadOnlyList<PoolEvent> OtherPoolEvents { get; } =
    [
        new LossAllocated(Claim with { TakenOver = ImmutableSortedDictionary<AccountId, Amount>.Empty.Add(Bob, A("850")) }, Plan, Certificate) { At = Start },
        new LossAllocated(Claim, Plan, Certificate, [new TornUp(Bob, [Closure])]) { At = Start },
        new BookGainReturned(new BookGain(OwnNames.BookOf(Pool), 9, A("7")), LossWaterfall.Recover(Plan, [Amount.Zero, Amount.Zero, Amount.Zero], A("4"))) { At = Start },
    ];

    private static DefaultId Default => OwnNames.DefaultOf(Alice, 1);

    private static IEnumerable<AccountRiskEvent> Changes() =>
    [
        new MarginCallIssued(Start.AddHours(1)) { At = Start, Call = 1, Reading = Reading },
        new LiquidationBegun(LiquidationCause.BelowMaintenance) { At = Start, Call = 1, Reading = Reading },
        new LiquidationStepTaken(1, [Planned]) { At = Start, Call = 1, Reading = Reading },
        new AccountDefaulted(Default, default) { At = Start, Call = 1, Reading = Reading },
        new AccountRecovered(AccountRiskState.Defaulted) { At = Start, Call = 1, Reading = Reading },
        new AccountClosed(Default) { At = Start, Call = 1, Reading = Reading },
    ];
}

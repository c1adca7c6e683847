using System.Collections.Immutable;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>One event of each type, for the golden strings.</summary>
internal static class EventSamples
{
    private static readonly AccountLeg Leg = new()
    {
        Market = Btc,
        Sequence = 12,
        PreviousSequence = 4,
        Contract = Perp,
        Multiplier = Q("0.1"),
        Quantity = Q("-2.5"),
        Price = P("100.5"),
        FundingIndex = P("0.25"),
        Fee = A("0.05025"),
        Trade = CommandSamples.Trade.Key,
    };

    internal static IReadOnlyList<MarketEvent> Market { get; } =
    [
        new MarketConfigured(CommandSamples.Configure) { At = Start },
        new ContractListed(CommandSamples.List) { At = Start },
        new SnapshotPublished(3, Start, P("100"), [new ContractMark(Call, P("7.25"))]) { At = Start },
        new SnapshotPublished(3, Start, P("100"), [], R("0.9")) { At = Start },
        new TradeCleared(
            CommandSamples.Trade, new TradeLeg(Alice, Q("2.5"), A("0.05025"), 4), new TradeLeg(Bob, Q("-2.5"), A("0.05025"), 0), 3, P("100"), P("0.25")) { At = Start },
        new TradeCleared(
            CommandSamples.Trade, new TradeLeg(Alice, Q("2.5"), A("0.05025"), 4), new TradeLeg(Bob, Q("-2.5"), A("0.05025"), 0), 3, P("100"), P("0.25")) { At = Start, Liquidated = new(A("250"), 60) },
        new FundingAccrued(CommandSamples.Accrue, P("100"), P("0.24")) { At = Start },
        new FundingAccrued(CommandSamples.Accrue, P("100"), P("0.24"), new FundingStatement
        {
            Until = Start.AddHours(1),
            Rate = R("-0.0001"),
            Premium = R("-0.0003"),
            ReferenceRate = R("-0.0008"),
            Counted = TimeSpan.FromMinutes(59),
            IsCapped = false,
        }) { At = Start },
        new ContractSettled(CommandSamples.Expire, P("123.45")) { At = Start },
        new PositionsSettled(Dated, P("123.45"), Price.Zero, [new TradeLeg(Alice, Q("-1"), Amount.Zero, 12)]) { At = Start },
        new SurfaceReported(CommandSamples.Surface) { At = Start },
        new ActivationSeen(Alice, 9) { At = Start },
        new BreakerSet(CommandSamples.SetBreaker) { At = Start },
        new BreakerMoved(new(BreakerLevel.Normal, BreakerLevel.ReduceOnly, BreakerTrigger.AbsoluteBand, R("0.1"), R("0.1"), 3_600, P("100"), P("90"))) { At = Start },
        new BreakerMoved(new(BreakerLevel.Normal, BreakerLevel.Halted, BreakerTrigger.Manual, Reason: "the index is wrong")) { At = Start },
        new ParametersAnnounced(CommandSamples.Announce, new(CommandSamples.Announce.Links, R("0.109"), R("0.048"), R("0.0784"), R("0.25"), Start, Start.AddMinutes(5))) { At = Start },
        new ParametersOverridden(CommandSamples.Override) { At = Start },
        new BreakerInputsObserved(new(R("0.6"), null)) { At = Start },
        new SettlementAnnounced(CommandSamples.WindDown) { At = Start },
        new MarketSettled(new(), Start, [new(Perp, P("100.25"), Start.AddHours(-1), Start, 36_000_000_000)]) { At = Start.AddDays(1) },
        new MarketSettled(new(), Start, [], CommandSamples.WindDown) { At = Start.AddDays(2) },
    ];

    internal static IReadOnlyList<AccountEvent> Account { get; } =
    [
        new AccountActivated { At = Start },
        new Deposited(CommandSamples.Deposit) { At = Start },
        new Withdrawn(CommandSamples.Withdraw) { At = Start },
        new MarketJoined(Btc) { At = Start },
        new CollateralDeposited(CommandSamples.DepositCollateral) { At = Start },
        new CollateralWithdrawn(CommandSamples.WithdrawCollateral) { At = Start },
        new LegApplied(Leg, A("10"), A("-0.5"), A("1010.44975")) { At = Start },
        new LegApplied(Leg with { Trade = null }, A("10"), A("-0.5"), A("1010.44975")) { At = Start },
        new FundingSettled(Btc, Perp, P("0.25"), A("-1")) { At = Start },
        new MarginTermsSet(CommandSamples.SetTerms) { At = Start },
        new MarginCalled(A("40"), A("50.5"), ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 7)) { At = Start },
        new MarginRestored(A("60"), A("50.5")) { At = Start },
        .. DefaultSamples.Account,
        .. AuctionSamples.Account,
        .. LimitSamples.Account,
    ];

    internal static IReadOnlyList<PoolEvent> Pool { get; } =
    [
        new FeesCollected(Btc, 12, A("0.1005"), A("0.05")) { At = Start },
        new CollateralConfigured(CommandSamples.ConfigureCollateral) { At = Start },
        new FundContributed(CommandSamples.Contribute) { At = Start },
        .. DefaultSamples.PoolEvents,
        .. DefaultSamples.OtherPoolEvents,
        AuctionSamples.Registered,
        .. InsuranceSamples.Events,
        .. FundSamples.Events,
        .. LimitSamples.PoolEvents,
    ];
}

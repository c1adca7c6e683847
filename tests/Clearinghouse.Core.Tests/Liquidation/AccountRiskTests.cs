using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>An account on the path from margin call to default. Initial margin is 100 and maintenance margin 50 throughout.</summary>
public sealed class AccountRiskTests
{
    private static readonly DefaultId Name = DefaultId.Create("d1");
    private static readonly RiskStateTerms Terms = new() { CallDeadlineSeconds = 1000, GraceSeconds = 30, StepIntervalSeconds = 10 };
    private static readonly ImmutableArray<LiquidationLeg> Legs = [new(Btc, Perp, Q("-1"), P("100"), P("99"), A("100"), A("1"), Amount.Zero)];

    private AccountRisk _risk = new() { Account = Alice };

    [Fact]
    public void BelowInitialMargin_IsCalled_WithADeadline()
    {
        See("100");
        Assert.Equal(AccountRiskState.Healthy, _risk.State);
        var issued = Assert.IsType<MarginCallIssued>(Assert.Single(See("99.9")));
        Assert.Equal((1, Start.AddSeconds(1000), A("99.9"), A("100")), (issued.Call, issued.Deadline, issued.Reading.Equity, issued.Reading.InitialMargin));
        Assert.Equal(7, issued.Reading.SnapshotVersions[Btc]);
        Assert.False(_risk.AllowsNewRisk);
        Assert.Empty(See("60", 999));
    }

    [Fact]
    public void ACallPastItsDeadline_BeginsLiquidation_WhichEndsAtInitialMargin()
    {
        See("90");
        Assert.Equal(LiquidationCause.CallExpired, Assert.IsType<LiquidationBegun>(Assert.Single(See("90", 1000))).Cause);
        Assert.Equal(LiquidationTarget.Initial, _risk.Target);
        Assert.Empty(See("99", 1001));
        Assert.IsType<AccountRecovered>(Assert.Single(See("100", 1002)));
        Assert.Equal(AccountRiskState.Recovered, _risk.State);
        Assert.True(_risk.AllowsNewRisk);
    }

    [Fact]
    public void ACallThatIsMet_IsOver_AndTheNextHasTheNextNumber()
    {
        See("90");
        Assert.Equal(AccountRiskState.MarginCall, Assert.IsType<AccountRecovered>(Assert.Single(See("100", 5000))).From);
        Assert.Equal(2, Assert.IsType<MarginCallIssued>(Assert.Single(See("90", 6000))).Call);
    }

    [Fact]
    public void BelowMaintenance_IsLiquidated_UntilItIsABufferAbove()
    {
        Assert.Equal(LiquidationCause.BelowMaintenance, Assert.IsType<LiquidationBegun>(Assert.Single(See("49"))).Cause);
        Assert.Empty(See("54.9", 1));

        // Out of liquidation, and still short of initial margin: called anew.
        Assert.Equal([typeof(AccountRecovered), typeof(MarginCallIssued)], See("55", 2).Select(happened => happened.GetType()));
        Assert.Equal((AccountRiskState.MarginCall, 2), (_risk.State, _risk.LastCall));
    }

    [Fact]
    public void Steps_WaitForTheGrace_AndThenForTheInterval()
    {
        See("49");
        Refuse(Step("49", 29), RefusalCode.LiquidationGraceRunning);
        Do(Step("50", 30));
        Refuse(Step("50", 39), RefusalCode.LiquidationGraceRunning);
        Do(Step("52", 40));
        Assert.Equal((2, Start.AddSeconds(50)), (_risk.Steps, _risk.StepDueAt(Terms)));

        // It recovers by itself in the middle, and no step follows.
        See("200", 45);
        Refuse(Step("200", 60), RefusalCode.LiquidationNotRunning);
    }

    [Fact]
    public void EquityBelowZero_IsADefault_AtOnce()
    {
        Assert.Equal([typeof(LiquidationBegun), typeof(AccountDefaulted)], See("-1").Select(happened => happened.GetType()));
        Assert.Equal((AccountRiskState.Defaulted, Name), (_risk.State, _risk.Default));
    }

    [Fact]
    public void Default_WaitsForMarksThatMayBeLiquidatedAt_AndLiquidationDoesNot()
    {
        Assert.IsType<LiquidationBegun>(Assert.Single(See("-1", unreliable: Btc)));
        Assert.Empty(See("-1", 1, unreliable: Btc));
        Assert.IsType<AccountDefaulted>(Assert.Single(See("-1", 2)));
    }

    [Fact]
    public void ADefaulter_WhoseEquityComesBack_KeepsWhatIsItsOwn()
    {
        See("-1");
        Assert.Empty(See("54", 1));
        See("110", 2);
        Assert.Equal((AccountRiskState.Recovered, (DefaultId?)null), (_risk.State, _risk.Default));
    }

    [Fact]
    public void Exhausted_IsADefault_AndClosesWhenNothingIsOpenOrOwed()
    {
        Refuse(AccountRiskDecider.Exhaust(_risk, Reading("49"), Name, Start), RefusalCode.LiquidationNotRunning);
        See("49");
        Do(AccountRiskDecider.Exhaust(_risk, Reading("49"), Name, Start));
        Refuse(AccountRiskDecider.Close(_risk, Reading("0"), Start), RefusalCode.PositionsOpen);
        Refuse(AccountRiskDecider.Close(_risk, Flat("-5"), Start), RefusalCode.LossNotAllocated);
        Do(AccountRiskDecider.Close(_risk, Flat("0"), Start));
        Refuse(AccountRiskDecider.Close(_risk, Flat("0"), Start), RefusalCode.AccountNotDefaulted);
        Assert.Equal((AccountRiskState.Closed, Name), (_risk.State, _risk.Default));
        Assert.Empty(See("-50", 10));
    }

    [Fact]
    public void ADefaulterWithNothingLeft_IsClosed_NotRecovered()
    {
        See("-1");
        Assert.Empty(AccountRiskDecider.Decide(_risk, Flat("0"), Terms, Name, Start));
        Assert.IsType<AccountRecovered>(Assert.Single(AccountRiskDecider.Decide(_risk, Flat("0.1"), Terms, Name, Start)));
    }

    [Fact]
    public void EventsThatDoNotFollow_AreBugs()
    {
        Assert.Throws<InvalidOperationException>(() => _risk.Apply(new AccountRecovered(AccountRiskState.Healthy) { At = Start, Call = 0, Reading = Reading("1") }));
        Assert.Throws<InvalidOperationException>(() => _risk.Apply(new LiquidationBegun(LiquidationCause.BelowMaintenance) { At = Start, Call = 2, Reading = Reading("1") }));
        Assert.Throws<InvalidOperationException>(() => _risk.Apply(new AccountClosed(Name) { At = Start, Call = 0, Reading = Reading("1") }));
    }

    [Fact]
    public void TermsOutOfRange_AreNamed()
    {
        Assert.Null(new RiskStateTerms().Check());
        Assert.Equal("callDeadlineSeconds", new RiskStateTerms { CallDeadlineSeconds = 0 }.Check()!.Subject);
        Assert.Equal("graceSeconds", new RiskStateTerms { GraceSeconds = -1 }.Check()!.Subject);
        Assert.Equal("stepIntervalSeconds", new RiskStateTerms { StepIntervalSeconds = -1 }.Check()!.Subject);
        Assert.Equal("recoveryBuffer", new RiskStateTerms { RecoveryBuffer = R("1.1") }.Check()!.Subject);
    }

    private static RiskReading Reading(string equity, params ImmutableArray<MarketId> unreliable) =>
        new(A(equity), A("100"), A("50"), 2, ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 7), unreliable);

    private static RiskReading Flat(string equity) => Reading(equity) with { InitialMargin = Amount.Zero, MaintenanceMargin = Amount.Zero, OpenPositions = 0 };

    private ImmutableArray<AccountRiskEvent> See(string equity, int seconds = 0, params ImmutableArray<MarketId> unreliable)
    {
        var events = AccountRiskDecider.Decide(_risk, Reading(equity, unreliable), Terms, Name, Start.AddSeconds(seconds));
        foreach (var happened in events) _risk = _risk.Apply(happened);
        return events;
    }

    private Decision<AccountRiskEvent> Step(string equity, int seconds) => AccountRiskDecider.TakeStep(_risk, Legs, Reading(equity), Terms, Start.AddSeconds(seconds));

    private void Do(Decision<AccountRiskEvent> decision)
    {
        Assert.Null(decision.Refusal);
        foreach (var happened in decision.Events) _risk = _risk.Apply(happened);
    }

    private static void Refuse(Decision<AccountRiskEvent> decision, RefusalCode code) => Assert.Equal(code, decision.Refusal?.Code);
}

using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.DefaultFunds;

/// <summary>How a venue gets its contribution back: what it must have stays, what it asked back bears losses until it leaves, and nobody leaves while a default runs.</summary>
public sealed class FundLeaveTests
{
    private readonly PoolLedger _pool = new(Pool);
    private DateTimeOffset _now = Start;
    private int _commands;

    [Fact]
    public void WhatIsBeyondTheRequirement_LeavesAfterTheNotice()
    {
        Reviewed("100", required: "70");
        var leave = new LeaveFund(Next(), Venue, A("30"));
        Do(FundLeaveDecider.Decide(_pool, leave, _now));
        Expect.Exists(FundLeaveDecider.Decide(_pool, leave, _now), CommandStatus.Exists, _pool.Sequence);
        Assert.Equal(A("100"), _pool.Defaults.MemberOf(Venue).Balance);
        Refused(RefusalCode.FundNoticeRunning);
        _now = _now.AddSeconds(60);
        Refused(RefusalCode.FundNoticeRunning); // nobody has looked at the book since
        Review("70");

        var (paidIn, redeem) = (_pool.Contributions, new RedeemFund(Next(), Venue));
        Do(FundLeaveDecider.Decide(_pool, redeem, _now));
        Expect.Exists(FundLeaveDecider.Decide(_pool, redeem, _now), CommandStatus.Exists, _pool.Sequence);
        Assert.Equal((A("70"), A("70"), A("70"), paidIn - A("30")), (_pool.Defaults.MemberOf(Venue).Balance, _pool.Defaults.MemberOf(Venue).Contributed, _pool.BalanceOf(PoolFund.DefaultFund), _pool.Contributions));
        Refused(RefusalCode.FundNoticeRunning);
    }

    [Fact]
    public void WhatWasAskedBack_BearsLossesUntilThen_AndOnlyWhatCanBeSparedIsPaid()
    {
        Reviewed("100", required: "70");
        Do(FundLeaveDecider.Decide(_pool, new LeaveFund(Next(), Venue, A("30")), _now));
        Do(DefaultDecider.Decide(_pool, new ConfigureDefaults(Next(), new DefaultPolicy()), _now));
        var claim = new DefaultClaim { Default = OwnNames.DefaultOf(Alice, 1), Account = Alice, Venue = Venue, Debt = A("12"), CollateralValue = A("0"), Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty };
        Do(DefaultDecider.Decide(_pool, claim, [], null, _now));
        _now = _now.AddSeconds(60);
        Review("70");
        Refused(RefusalCode.DefaultRunning); // what it owes Alice is not confirmed
        foreach (var sequence in _pool.Defaults.Unconfirmed.Select(transfer => transfer.Sequence).Distinct().ToList()) Append(DefaultDecider.Confirm(_pool, sequence, _now)!);
        Do(FundLeaveDecider.Decide(_pool, new RedeemFund(Next(), Venue), _now));
        Assert.Equal((A("70"), (FundNotice?)null), (_pool.Defaults.MemberOf(Venue).Balance, _pool.Defaults.MemberOf(Venue).Notice));
    }

    [Fact]
    public void ADefaultThatRuns_HoldsEverything()
    {
        Reviewed("100", required: "70");
        Do(FundLeaveDecider.Decide(_pool, new LeaveFund(Next(), Venue, A("30")), _now));
        _now = _now.AddSeconds(60);
        Review("70");
        var cause = OwnNames.DefaultOf(Alice, 1);
        Append(InsuranceDecider.Begin(_pool, cause, Alice, _now)!);
        Refused(RefusalCode.DefaultRunning);
        Append(InsuranceDecider.End(_pool, cause, _now)!);
        Review("100");
        Refused(RefusalCode.FundSurplusShort); // by now all of it must stay
        Review("0");
        Do(FundLeaveDecider.Decide(_pool, new RedeemFund(Next(), Venue), _now));
        Assert.Equal(A("70"), _pool.Defaults.MemberOf(Venue).Balance); // no more than was asked for
    }

    [Fact]
    public void Refusals_NameWhatIsFree()
    {
        Expect.Refused(FundLeaveDecider.Decide(_pool, new LeaveFund(Next(), Venue, A("1")), _now), RefusalCode.FundNotConfigured, Pool.Value);
        Do(FundDecider.Decide(_pool, new ConfigureFund(Next(), new FundPolicy { NoticeSeconds = 60 }), _now));
        Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.DefaultFund, A("100"), Venue), _now));
        Expect.Refused(FundLeaveDecider.Decide(_pool, new LeaveFund(Next(), Venue, A("1")), _now), RefusalCode.FundSurplusShort, Venue.Value, required: "1", available: "0"); // not reviewed yet
        Review("70");
        Expect.Refused(FundLeaveDecider.Decide(_pool, new LeaveFund(Next(), Venue, A("30.01")), _now), RefusalCode.FundSurplusShort, Venue.Value, required: "30.01", available: "30");
        Assert.Equal(RefusalCode.AmountNotPositive, FundLeaveDecider.Decide(_pool, new LeaveFund(Next(), Venue, A("0")), _now).Refusal!.Code);
        Expect.Corrupt(() => _pool.Apply(_pool.Sequence + 1, new FundRedeemed(new RedeemFund(Next(), Venue), A("30")) { At = _now }), "than was asked for");
        Expect.Refused(FundDecider.Decide(_pool, new ConfigureFund(Next(), new FundPolicy { NoticeSeconds = -1 }), _now), RefusalCode.ParametersInvalid, "noticeSeconds", limit: "from 0 to 31622400");
    }

    private void Reviewed(string contribution, string required)
    {
        Do(FundDecider.Decide(_pool, new ConfigureFund(Next(), new FundPolicy { NoticeSeconds = 60 }), _now));
        Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.DefaultFund, A(contribution), Venue), _now));
        Review(required);
        _now = _now.AddSeconds(1);
    }

    private void Review(string required) => Do(FundDecider.Review(_pool, null, new FundFindings(
        FundRequirement.Of(2, [new StressedMembers("crash", [new MemberStress("alice", A(required), A("0"), null, Venue)])]), [], ImmutableSortedDictionary<MarketId, long>.Empty, "default-1", 1, 0), _now));

    private void Refused(RefusalCode code) => Assert.Equal(code, FundLeaveDecider.Decide(_pool, new RedeemFund(Next(), Venue), _now).Refusal?.Code);

    private void Do(Decision<PoolEvent> decision)
    {
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        foreach (var e in decision.Events) Append(e);
    }

    private void Append(PoolEvent e) => _pool.Apply(_pool.Sequence + 1, e);

    private CommandHeader Next() => Header($"c{++_commands}", _commands);
}

using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Tests.Failures;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Protocols;

/// <summary>Venues come, are suspended, expelled, and hand their accounts over.</summary>
public sealed class ProtocolDeciderTests
{
    private static readonly VenueId Other = VenueId.Create("other");
    private readonly PoolBuilder _pool = new();

    [Fact]
    public void Suspended_ReducesAndNothingMore_AndComesBack()
    {
        var scene = new FailureScene(new MarketParameters { FeeRate = Ratio.Zero });
        var (alice, bob) = (scene.Account("alice", "1000"), scene.Account("bob", "1000"));
        scene.Cleared(alice, bob, "5");
        scene.Market.Standing = StandingOf(Admit(Venue, isActive: false));
        Assert.Equal(RefusalCode.VenueSuspended, scene.Trade(alice, bob, "1")!.Code);
        Assert.Equal(RefusalCode.VenueSuspended, scene.Trade(bob, alice, "6")!.Code); // through zero
        Assert.Equal(RefusalCode.VenueSuspended, scene.Trade(bob, scene.Account("carol", "1000"), "1")!.Code); // new risk for one side
        scene.Cleared(bob, alice, "4");
        scene.Market.Standing = StandingOf(Admit(Venue));
        scene.Cleared(alice, bob, "1");
    }

    [Fact]
    public void Overdue_ReducesAndNothingMore_UntilItHasPaid()
    {
        var state = Admit(Venue);
        var member = new MemberFund(Venue, Contributed: A("70"), Balance: A("70"), TopUp: new FundTopUp(A("100"), Start));
        var late = VenueStanding.Of(state, null, Fund(member, Start.AddSeconds(1), suspends: true)).OnlyReduces!;
        Assert.Equal((RefusalCode.VenueOverdue, "100", "70"), (late.Code, late.Required, late.Available));
        Assert.Contains("30 missing in the default fund", late.Detail, StringComparison.Ordinal);
        Assert.Null(VenueStanding.Of(state, null, Fund(member, Start, suspends: true)).OnlyReduces);
        Assert.Null(VenueStanding.Of(state, null, Fund(member, Start.AddSeconds(1), suspends: false)).OnlyReduces);
        Assert.Null(VenueStanding.Of(state, null, Fund(member with { Balance = A("100") }, Start.AddSeconds(1), suspends: true)).OnlyReduces);

        static FundStanding Fund(MemberFund member, DateTimeOffset now, bool suspends) => FundStanding.Of(member, PoolAssessments.None, new FundPolicy { SuspendsOverdue = suspends }, now);
    }

    [Fact]
    public void Expelled_StaysSo_AndNeedsAPolicyThatCloses()
    {
        Admit(Venue);
        Expect.Refused(Expel(Start.AddDays(1)), RefusalCode.DefaultsNotConfigured, "main");
        _pool.Do(Core.Clearing.Pools.DefaultDecider.Decide(_pool.Ledger, new ConfigureDefaults(_pool.NextHeader(), new DefaultPolicy()), _pool.Now));
        Expect.Refused(Expel(Start.AddDays(-1)), RefusalCode.RequestInvalid, "closeAt", available: $"{Start.AddDays(-1):O}", limit: $"{Start:O}");
        Expect.Refused(ProtocolDecider.Decide(_pool.Ledger, new ExpelVenue(_pool.NextHeader(), Venue, Start, ""), isMember: true, Start), RefusalCode.RequestInvalid, "reason", limit: "from 1 to 200 characters");
        Expect.Refused(ProtocolDecider.Decide(_pool.Ledger, new ExpelVenue(_pool.NextHeader(), Other, Start, "gone"), isMember: false, Start), RefusalCode.VenueNotMember, "other");
        _pool.Do(Expel(Start.AddDays(1)));
        var admitted = ProtocolDecider.Decide(_pool.Ledger, new AdmitVenue(_pool.NextHeader(), Venue), Start);
        Assert.Equal(RefusalCode.VenueExpelled, admitted.Refusal!.Code);
        Assert.Equal(RefusalCode.VenueExpelled, StandingOf(Find(Venue)).OnlyReduces!.Code);
        Assert.False(Find(Venue).IsClosingAt(Start));
        Assert.True(Find(Venue).IsClosingAt(Start.AddDays(1)));
    }

    [Fact]
    public void Port_NeedsSuspensionAndConsent_AndHappensOnce()
    {
        Admit(Venue);
        Admit(Other);
        var port = new PortVenue(_pool.NextHeader(), Venue, Other);
        Assert.Equal(RefusalCode.VenueNotSuspended, ProtocolDecider.Decide(_pool.Ledger, port, Start).Refusal!.Code);
        Admit(Venue, isActive: false);
        Expect.Refused(ProtocolDecider.Decide(_pool.Ledger, port, Start), RefusalCode.PortNotConsented, "other", required: "venue");
        Assert.Equal(RefusalCode.VenueNotMember, ProtocolDecider.Decide(_pool.Ledger, new ConsentToPort(_pool.NextHeader(), Other, Venue), Start).Refusal!.Code);
        _pool.Do(ProtocolDecider.Decide(_pool.Ledger, new ConsentToPort(_pool.NextHeader(), Venue, Other), Start));
        _pool.Do(ProtocolDecider.Decide(_pool.Ledger, port, Start));
        Assert.Equal(CommandStatus.Exists, ProtocolDecider.Decide(_pool.Ledger, port, Start).Status);
        Assert.Equal(Other, Find(Venue).PortedTo);
        Assert.True(Find(Venue).MovesAccountsAt(Start));
    }

    [Fact]
    public void Closing_GoesStepByStepAtTheMark_AndOnlyReductionsPassMeanwhile()
    {
        var scene = new FailureScene(new MarketParameters { FeeRate = Ratio.Zero, Risk = new RiskParameters { DepthNotional = A("1200") } });
        var (alice, bob) = (scene.Account("alice", "1000"), scene.Account("bob", "100000"));
        scene.Cleared(alice, bob, "10");
        scene.Market.Report("103");
        var state = new ProtocolState(Venue, ProtocolStatus.Expelled, Start, 3) { CloseAt = Start };
        alice.Append(AccountProtocolDecider.Follow(alice.Ledger, state, alice.Now)!);
        Assert.Null(AccountProtocolDecider.Follow(alice.Ledger, state, alice.Now));
        Assert.Equal(RefusalCode.AccountBeingClosed, scene.Trade(alice, bob, "1", "103")!.Code);
        scene.Cleared(bob, alice, "1", "103");

        var defaults = new DefaultPolicy { Backstops = [new(Bob, A("100000"))] };
        var ordered = Order(alice, defaults)!;
        var trade = Assert.Single(ordered.Order.Trades);
        Assert.Equal((CloseOutPurpose.Expulsion, Q("-2.9"), P("103"), Amount.Zero, Bob), (ordered.Order.Purpose, trade.Quantity, trade.Price, trade.Penalty, trade.Taker)); // a quarter of the depth is 300
        alice.Append(ordered);
        alice.Append(new CloseOutAnswered(1, [new CloseOutAnswer(1)]) { At = alice.Now });
        Assert.Null(Order(alice, defaults));
        scene.Market.Now = scene.Market.Now.AddSeconds(10);
        Assert.NotNull(Order(alice, defaults));
    }

    private static VenueStanding StandingOf(ProtocolState state) => VenueStanding.Of(state, null, FundStanding.Of(new MemberFund(state.Venue), PoolAssessments.None, null, Start));

    private static CloseOutOrdered? Order(AccountBuilder account, DefaultPolicy defaults) =>
        AccountProtocolDecider.Order(account.Ledger, ExposureBuilder.Build(account.Ledger, account.Book.All, account.View, out _)!, defaults, 0, account.Now);

    private Core.Clearing.Decision<Core.Clearing.Pools.PoolEvent> Expel(DateTimeOffset closeAt) =>
        ProtocolDecider.Decide(_pool.Ledger, new ExpelVenue(_pool.NextHeader(), Venue, closeAt, "its keys were stolen"), isMember: true, _pool.Now);

    private ProtocolState Admit(VenueId venue, bool isActive = true)
    {
        _pool.Do(ProtocolDecider.Decide(_pool.Ledger, new AdmitVenue(_pool.NextHeader(), venue, isActive), _pool.Now));
        return Find(venue);
    }

    private ProtocolState Find(VenueId venue) => _pool.Ledger.Rules.Protocols.Find(venue)!;
}

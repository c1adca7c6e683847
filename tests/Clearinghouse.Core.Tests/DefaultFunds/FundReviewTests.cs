using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.DefaultFunds;

/// <summary>What a pool makes of a look at its live book: who must contribute what, until when, and who is late.</summary>
public sealed class FundReviewTests
{
    private static readonly VenueId Other = VenueId.Create("other");
    private readonly PoolLedger _pool = new(Pool);
    private DateTimeOffset _now = Start;
    private int _commands;

    [Fact]
    public void AReview_CallsForWhatIsMissing_AndTheCallIsMetByPaying()
    {
        Configure(new FundPolicy { TopUpDueSeconds = 100, SuspendsOverdue = true });
        Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.DefaultFund, A("30"), Venue), _now));
        Review(("a", Venue, "70"), ("b", Other, "20"), ("c", null, "5"));
        Assert.Equal(A("90"), _pool.Sizing.Review!.Required);
        Assert.Equal([(Other, A("20"), A("20")), ((VenueId?)Venue, A("70"), A("40"))], _pool.Sizing.Review.Calls.Select(call => (call.Venue, call.Required, call.Amount)));

        _now = _now.AddSeconds(101);
        Assert.Equal((A("40"), true, false), Standing(Venue));
        Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.DefaultFund, A("40"), Venue), _now));
        Assert.Equal((A("0"), false, true), Standing(Venue));
        Assert.Equal((A("20"), true, false), Standing(Other));
    }

    [Fact]
    public void ACallThatIsNotMet_KeepsItsDeadline_AndIsForgottenWhenNothingIsRequired()
    {
        Configure(new FundPolicy { TopUpDueSeconds = 100 });
        Review(("a", Venue, "70"));
        var due = _pool.Defaults.MemberOf(Venue).TopUp!.DueBy;
        _now = _now.AddSeconds(60);
        Review(("a", Venue, "90"));
        Assert.Equal((A("90"), due), (_pool.Defaults.MemberOf(Venue).TopUp!.Required, _pool.Defaults.MemberOf(Venue).TopUp!.DueBy));
        Review(("a", Other, "90"));
        Assert.Equal(new FundTopUp(A("0")), _pool.Defaults.MemberOf(Venue).TopUp);

        // A pool that does not suspend lets a late venue go on.
        _now = _now.AddSeconds(101);
        Assert.Equal((A("90"), true, true), Standing(Other));
    }

    [Fact]
    public void TheHouse_ContributesForAccountsThatNobodyBrought()
    {
        Configure(new FundPolicy { TopUpDueSeconds = 100, CoverCount = 3 });
        Review(("a", Venue, "70"), ("c", null, "5"));
        Assert.Equal(A("5"), Assert.Single(_pool.Sizing.Review!.Calls, call => call.Venue is null).Amount);
        Assert.Equal(_now.AddSeconds(100), _pool.Sizing.House!.DueBy);
        Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.House, A("5")), _now));
        Assert.Null(_pool.Sizing.House!.DueBy);
    }

    [Fact]
    public void Reviews_AreDueAtOnce_AndThenBySchedule()
    {
        Assert.False(_pool.Sizing.IsReviewDueAt(_now));
        Configure(new FundPolicy { ReviewIntervalSeconds = 600 });
        Assert.True(_pool.Sizing.IsReviewDueAt(_now));
        Review(("a", Venue, "70"));
        Assert.False(_pool.Sizing.IsReviewDueAt(_now.AddSeconds(599)));
        Assert.True(_pool.Sizing.IsReviewDueAt(_now.AddSeconds(600)));
        Configure(new FundPolicy { ReviewIntervalSeconds = 6_000 });
        Assert.True(_pool.Sizing.IsReviewDueAt(_now));
    }

    [Fact]
    public void AReviewByCommand_IsMadeOnce_AndReviewsFollowOneAnother()
    {
        Configure(new FundPolicy());
        var command = new ReviewFund(Next());
        Do(FundDecider.Review(_pool, command, Findings(("a", Venue, "70")), _now));
        Expect.Exists(FundDecider.Review(_pool, command, Findings(("a", Venue, "71")), _now), CommandStatus.Exists, _pool.Sequence);
        Expect.Corrupt(() => _pool.Apply(_pool.Sequence + 1, new FundReviewed(_pool.Sizing.Review!) { At = _now }), "does not follow");
    }

    [Fact]
    public void Groups_AreExactlyWhatTheLastCommandSays()
    {
        Do(FundDecider.Decide(_pool, new SetAffiliates(Next(), "g", [Alice, Bob]), _now));
        Do(FundDecider.Decide(_pool, new SetAffiliates(Next(), "h", [Bob, Carol]), _now));
        Assert.Equal([(Alice, "g"), (Bob, "h"), (Carol, "h")], _pool.Sizing.Groups.Select(pair => (pair.Key, pair.Value)));
        Do(FundDecider.Decide(_pool, new SetAffiliates(Next(), "h", []), _now));
        Assert.Equal([Alice], _pool.Sizing.Groups.Keys);
    }

    [Fact]
    public void Refusals_NameWhatIsWrong()
    {
        Expect.Refused(FundDecider.Review(_pool, null, Findings(), _now), RefusalCode.FundNotConfigured, Pool.Value);
        Assert.Equal(RefusalCode.RequestInvalid, FundDecider.Decide(_pool, new SetAffiliates(Next(), "no such\nname", [Alice]), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.RequestInvalid, FundDecider.Decide(_pool, new SetAffiliates(Next(), "g", [Alice, Alice]), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.RequestInvalid, FundDecider.Decide(_pool, new SetAffiliates(Next(), "g", [default]), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.RequestInvalid, FundDecider.Decide(_pool, new SetAffiliates(Next(), "g", default), _now).Refusal!.Code);
        Assert.Equal(RefusalCode.RequestInvalid, FundDecider.Decide(_pool, new SetAffiliates(Next(), "g", Many(0, FundDecider.MostAccounts + 1)), _now).Refusal!.Code);
        for (var i = 0; i < 10; i++) Do(FundDecider.Decide(_pool, new SetAffiliates(Next(), $"g{i}", Many(i * 1_000, 1_000)), _now));
        Assert.Equal(RefusalCode.AffiliatesTooMany, FundDecider.Decide(_pool, new SetAffiliates(Next(), "g", [Alice]), _now).Refusal!.Code);
        Expect.Refused(FundDecider.Decide(_pool, new ConfigureFund(Next(), new FundPolicy { CoverCount = 0 }), _now), RefusalCode.ParametersInvalid, "coverCount", limit: "from 1 to 10");

        static ImmutableArray<AccountId> Many(int from, int count) => [.. Enumerable.Range(from, count).Select(i => AccountId.Create($"a{i}"))];
    }

    private (Amount Missing, bool IsOverdue, bool MayAddRisk) Standing(VenueId venue)
    {
        var standing = FundDecider.StandingOf(_pool, venue, _now);
        return (standing.Missing, standing.IsOverdue, standing.MayAddRisk);
    }

    private void Configure(FundPolicy policy) => Do(FundDecider.Decide(_pool, new ConfigureFund(Next(), policy), _now));

    private void Review(params (string Account, VenueId? Venue, string Loss)[] members) => Do(FundDecider.Review(_pool, null, Findings(members), _now));

    private FundFindings Findings(params (string Account, VenueId? Venue, string Loss)[] members) => new(
        FundRequirement.Of(_pool.Sizing.Terms?.Policy.CoverCount ?? 2, [new StressedMembers("crash", [.. members.Select(member => new MemberStress(member.Account, A(member.Loss), A("0"), null, member.Venue))])]),
        [],
        ImmutableSortedDictionary<MarketId, long>.Empty,
        "test",
        members.Length,
        0);

    private CommandHeader Next() => Header($"c{++_commands}", _commands);

    private void Do(Decision<PoolEvent> decision)
    {
        Assert.Equal(CommandStatus.Created, decision.Status);
        foreach (var e in decision.Events) _pool.Apply(_pool.Sequence + 1, e);
    }
}

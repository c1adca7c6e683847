using System.Collections.Immutable;
using System.Text;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Waterfall;

/// <summary>What members of the default fund owe after a default, and who bears what they do not pay in time.</summary>
public sealed class PoolAssessmentTests
{
    private static readonly VenueId[] Venues = [Venue, VenueId.Create("other"), VenueId.Create("third")];
    private static readonly DefaultId Cause = DefaultId.Create("d-1");
    private readonly PoolLedger _pool = Funded();
    private DateTimeOffset _now = Start;
    private int _commands = 10;

    private static readonly Gen<(int Step, int Who, long Money)[]> Histories = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 5], Gen.Long[1, 40_000_000_000_000_000]).Array[1, 50];

    [Fact]
    public void WhatIsNotPaidInTime_IsBorneByTheLayersThatFollow_AndGoesBackToThemWhenItIsPaid()
    {
        // 30 of debt: the venue's own 10, 10 of the other's, and 5 of each in assessments.
        Claim("30");
        Assert.Equal([A("5"), A("5")], _pool.Assessments.Open.Select(call => call.Left));
        Pay(Venue, "2");
        Assert.Null(PassOn(Venue, _now.AddSeconds(100)));
        _now = _now.AddSeconds(101);
        Apply(PassOn(Venue, _now)!);

        // 3 were left: gains of 2 and 10 give a half and two and a half.
        Assert.Equal((A("-0.5"), A("-2.5")), (_pool.Defaults.Transfers[Bob].Total, _pool.Defaults.Transfers[Carol].Total));
        Assert.Equal((A("3"), A("3")), (_pool.Assessments.OverdueOf(Venue), _pool.Defaults.MemberOf(Venue).Owed));
        Assert.Equal(A("-5"), _pool.BalanceOf(PoolFund.Receivables));

        Pay(Venue, "1.5");
        Assert.Equal((A("-0.25"), A("-1.25")), (_pool.Defaults.Transfers[Bob].Total, _pool.Defaults.Transfers[Carol].Total));
        Pay(Venue, "1.5");
        Assert.Equal((A("0"), A("0")), (_pool.Defaults.Transfers[Bob].Total, _pool.Defaults.Transfers[Carol].Total));
        Assert.Empty(_pool.Assessments.Overdue);
        Expect.Refused(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.Receivables, A("1"), Venue), _now), RefusalCode.AssessmentOverpaid, Venue.Value, available: "1", limit: "0");
    }

    [Fact]
    public void ARecovery_SetsOffWhatIsOwed_AndIsTheirsWhoBoreIt()
    {
        Claim("30");
        _now = _now.AddSeconds(101);
        Apply(PassOn(Venues[1], _now)!);
        Assert.Equal(A("-5"), _pool.Defaults.Transfers[Bob].Total + _pool.Defaults.Transfers[Carol].Total);
        Do(DefaultDecider.Decide(_pool, new RecoverLoss(Next(), Cause, A("10")), _now));
        Assert.Equal(A("0"), _pool.Defaults.Transfers[Bob].Total + _pool.Defaults.Transfers[Carol].Total);
        Assert.Equal(A("0"), _pool.BalanceOf(PoolFund.Receivables));
        Assert.All(Venues[..2], venue => Assert.Equal(A("0"), _pool.Defaults.MemberOf(venue).Owed));
    }

    [Fact]
    public void AnAssessment_IsPassedOnOnce_AndNotWhenItWasPaid()
    {
        Claim("30");
        var call = CallOf(Venues[1]);
        Pay(Venue, "5");
        _now = _now.AddSeconds(101);
        Apply(PassOn(Venues[1], _now)!);
        Assert.Null(AssessmentDecider.PassOn(_pool, call, [], null, _now));
        Assert.Null(_pool.Assessments.NextOverdueAt(_now));
        Expect.Corrupt(() => _pool.Apply(_pool.Sequence + 1, new AssessmentOverdue(call, LossWaterfall.Allocate(Cause, call.Left, [])) { At = _now }), "another assessment");
    }

    [Fact]
    public void Money_IsConserved_AndWhatIsReceivableIsWhatIsOwed() => Histories.Sample(history =>
    {
        var (ledger, refolded, now, number) = (Funded(), Funded(), Start, 100);
        foreach (var (step, who, money) in history)
        {
            now = now.AddSeconds(30);
            foreach (var e in Decide(ledger, step, who, Amount.FromRaw(money), ++number, now))
            {
                ledger.Apply(ledger.Sequence + 1, e);
                refolded = PoolLedger.FromState(CanonicalEncoding.Decode<PoolLedgerState>(CanonicalEncoding.Encode(refolded.ToState())));
                refolded.Apply(refolded.Sequence + 1, CanonicalEncoding.Decode<PoolEvent>(CanonicalEncoding.Encode(e)));
            }

            var moved = ledger.Defaults.Transfers.Values.Aggregate(Amount.Zero, (sum, transfers) => sum + transfers.Total);
            Assert.Equal(ledger.Contributions, ledger.Funds.Values.Aggregate(moved, (sum, balance) => sum + balance));
            Assert.Equal(-Sum(ledger.Assessments.Open.Select(call => call.Left)), ledger.BalanceOf(PoolFund.Receivables));
            Assert.Equal(Sum(ledger.Defaults.Members.Values.Select(member => member.Owed)), Sum(ledger.Assessments.Open.Select(call => call.Left)) + Sum(ledger.Assessments.Overdue.Select(overdue => overdue.Left)));
            Assert.Equal(Sum(ledger.Defaults.Members.Values.Select(member => member.Balance)), ledger.BalanceOf(PoolFund.DefaultFund));
        }

        Assert.Equal(Encoding.UTF8.GetString(CanonicalEncoding.Encode(ledger.ToState())), Encoding.UTF8.GetString(CanonicalEncoding.Encode(refolded.ToState())));
    });

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount);

    private static PoolLedger Funded()
    {
        var pool = new PoolLedger(Pool);
        var policy = new DefaultPolicy { Waterfall = new WaterfallTerms { AssessmentMultiple = R("1"), AssessmentDueSeconds = 100, LastResort = LastResort.GainsHaircut } };
        pool.Apply(1, DefaultDecider.Decide(pool, new ConfigureDefaults(Header("p"), policy), Start).Events[0]);
        pool.Apply(2, PoolDecider.Decide(pool, new ContributeFund(Header("f1", 2), PoolFund.DefaultFund, A("10"), Venues[0]), Start).Events[0]);
        pool.Apply(3, PoolDecider.Decide(pool, new ContributeFund(Header("f2", 3), PoolFund.DefaultFund, A("10"), Venues[1]), Start).Events[0]);
        return pool;
    }

    private static ImmutableArray<PoolEvent> Decide(PoolLedger ledger, int step, int who, Amount money, int number, DateTimeOffset now)
    {
        var (venue, cause, header) = (Venues[who % 3], DefaultId.Create($"d{who}"), Header($"c{number}", number));
        return step switch
        {
            0 or 1 => DefaultDecider.Decide(ledger, ClaimOf(cause, money, venue), Gains, null, now).Events,
            2 => DefaultDecider.Decide(ledger, new RecoverLoss(header, cause, money), now).Events,
            3 => PoolDecider.Decide(ledger, new ContributeFund(header, PoolFund.DefaultFund, money, venue), now).Events,
            4 or 5 => PoolDecider.Decide(ledger, new ContributeFund(header, PoolFund.Receivables, Amount.Min(money, ledger.Defaults.MemberOf(venue).Owed), venue), now).Events,
            _ => ledger.Assessments.NextOverdueAt(now) is { } overdue && AssessmentDecider.PassOn(ledger, overdue, Gains, null, now) is { } passedOn ? [passedOn] : [],
        };
    }

    private static ImmutableArray<AccountGain> Gains => [new(Bob, A("2")), new(Carol, A("10"))];

    private static DefaultClaim ClaimOf(DefaultId cause, Amount debt, VenueId? venue) => new()
    {
        Default = cause,
        Account = Alice,
        Venue = venue,
        Debt = debt,
        CollateralValue = Amount.Zero,
        Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty,
    };

    private void Claim(string debt) => Do(DefaultDecider.Decide(_pool, ClaimOf(Cause, A(debt), Venue), Gains, null, _now));

    private void Pay(VenueId venue, string amount) => Do(PoolDecider.Decide(_pool, new ContributeFund(Next(), PoolFund.Receivables, A(amount), venue), _now));

    private AssessmentOverdue? PassOn(VenueId venue, DateTimeOffset now) => AssessmentDecider.PassOn(_pool, CallOf(venue), Gains, null, now);

    private AssessmentCall CallOf(VenueId venue) => _pool.Assessments.Open.Single(call => call.Payer == LossPayer.Venue(venue));

    private CommandHeader Next() => Header($"c{++_commands}", _commands);

    private void Apply(PoolEvent e) => _pool.Apply(_pool.Sequence + 1, e);

    private void Do(Decision<PoolEvent> decision)
    {
        Assert.Equal(CommandStatus.Created, decision.Status);
        foreach (var e in decision.Events) Apply(e);
    }
}

using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>A market that marks its perpetual from quotes and trades, and derives funding from the premium every hour.</summary>
public sealed class MarkingTests
{
    private static readonly MarketParameters Parameters = new()
    {
        Marks = new MarkPolicy(),
        Funding = new FundingPolicy { Interest = R("0"), ClampWidth = R("0") },
        Oracles = new OraclePolicy { Sources = [new(PrincipalId.Create("oracle"), Ratio.One)], Quorum = 1 },
        PriceMaxAgeSeconds = 3_600,
    };

    private readonly MarketBuilder _market = MarketBuilder.Open(Parameters).List(Terms.Perpetual()).Report("100");

    private ContractState Perpetual => _market.Ledger.FindContract(Perp)!;

    [Fact]
    public void Mark_IsMadeOfBookAndMarketsElsewhere_AtTheNextIndexPrice()
    {
        Quote("venue", "101", "103");
        Quote(null, "101.5", "102.5");
        Assert.Equal(P("100"), Perpetual.MarkAt(P("100")));
        _market.Report("100");
        Assert.Equal(P("102"), _market.Ledger.Snapshot!.Find(Perp)!.MarkPrice);
    }

    [Fact]
    public void OneVenue_MovesNothing_AmongThree()
    {
        Quote("v1", "100", "100.2");
        Quote("v2", "100", "100.2");
        Quote("v3", "104", "104.2");
        Quote(null, "104", "104.2"); // with the liar, markets elsewhere lie too: the book still holds the mark
        _market.Report("100");
        Assert.InRange(_market.Ledger.Snapshot!.Find(Perp)!.MarkPrice.Raw, P("100").Raw, P("100.2").Raw);
    }

    [Fact]
    public void Trades_CountAsLastPrice()
    {
        _market.Clear(_market.Trade(price: "102"));
        Quote(null, "102", "102");
        _market.Report("100");
        Assert.Equal(P("102"), _market.Ledger.Snapshot!.Find(Perp)!.MarkPrice);
    }

    [Fact]
    public void Quotes_ThatAreOld_DoNotCount()
    {
        Quote("venue", "103", "103");
        Quote(null, "103", "103");
        _market.Now = _market.Now.AddSeconds(31);
        _market.Report("100");
        Assert.Equal(P("100"), _market.Ledger.Snapshot!.Find(Perp)!.MarkPrice);
    }

    [Fact]
    public void Restart_KeepsTheBasis()
    {
        Quote("venue", "102", "102");
        Quote(null, "102", "102");
        _market.Report("100");
        var woken = new MarketClearing(MarketLedger.FromState(_market.Ledger.ToState(null)));
        Assert.Equal(P("102"), woken.Marks.MarkOf(Parameters, woken.Ledger.FindContract(Perp)!, P("100"), _market.Now.AddSeconds(1)));
    }

    [Fact]
    public void Funding_FollowsFromThePremium_AtTheBoundary()
    {
        AtPremium();
        _market.Now = Start.AddMinutes(59);
        AtPremium();
        Assert.Equal(Price.Zero, Perpetual.FundingIndex);
        _market.Now = Start.AddMinutes(60);
        var journaled = _market.Journal.Count;
        AtPremium();
        var accrued = Assert.Single(_market.Journal.Skip(journaled).OfType<FundingAccrued>());
        Assert.Equal(2, _market.Journal.Skip(journaled).OfType<SnapshotPublished>().Count());
        Assert.Equal(accrued.Index, _market.Ledger.Snapshot!.Find(Perp)!.FundingIndex);

        // The first price came after a second, without a premium; the rest had 2 %, paid for an hour of eight.
        var statement = accrued.Statement!;
        Assert.Equal(TimeSpan.FromSeconds(3_599), statement.Counted);
        Assert.InRange(statement.Premium!.Value.Ppm, 19_990, 20_000);
        Assert.InRange(statement.Rate.Ppm, 2_498, 2_500);
        Assert.Equal(accrued.MarkPrice.Times(statement.Rate, Rounding.HalfEven), accrued.Index);
    }

    [Fact]
    public void Funding_DoesNotCountTimeWithoutAGoodPrice()
    {
        AtPremium();
        _market.Now = Start.AddHours(3);
        AtPremium();
        var accrued = Assert.Single(_market.Journal.OfType<FundingAccrued>());
        Assert.Equal(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1), accrued.Statement!.Counted);
    }

    [Fact]
    public void Funding_OfAFoldedJournal_IsTheSame()
    {
        for (var minute = 1; minute < 200; minute += 7)
        {
            _market.Now = Start.AddMinutes(minute);
            AtPremium();
        }

        var ledger = new MarketLedger(Btc);
        for (var i = 0; i < _market.Journal.Count; i++)
        {
            ledger.Apply(i + 1, _market.Journal[i]);
            if (i % 9 == 0) ledger = MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(CanonicalEncoding.Encode(ledger.ToState(null))));
        }

        Assert.Equal(3, _market.Journal.OfType<FundingAccrued>().Count());
        Assert.Equal(Perpetual, ledger.FindContract(Perp));
    }

    [Fact]
    public void Commanded_Funding_IsRefused() => Expect.Refused(
        MarketDecider.Decide(_market.Ledger, new AccrueFunding(Header("f"), Perp, R("0.0001")), _market.Now), RefusalCode.FundingByPolicy, "btc-perp");

    [Fact]
    public void Quotes_ThatAreNotCredible_AreRefused()
    {
        Expect.Refused(Decide(Command("venue", "1", "2"), isMember: false), RefusalCode.VenueNotMember, "venue");
        Expect.Refused(Decide(Command(null, "1", "2") with { Header = Header("q", sender: "stranger") }), RefusalCode.SenderNotAllowed, "stranger");
        Expect.Refused(Decide(Command("venue", "2", "1")), RefusalCode.PriceNotPositive, "btc-perp", available: "2 / 1");
        Expect.Refused(Decide(Command("venue", "0", "1")), RefusalCode.PriceNotPositive, "btc-perp", available: "0 / 1");
        Expect.Refused(Decide(Command("venue", "1", "2") with { Quotes = [] }), RefusalCode.RequestInvalid, "quotes");
        Expect.Refused(Decide(Command("venue", "1", "2") with { Quotes = [new ContractQuote(Dated, P("1"), P("2"))] }), RefusalCode.ContractUnknown, "btc-mar");
        Expect.Refused(Decide(Command("venue", "1", "2") with { ObservedAt = _market.Now.AddSeconds(3) }), RefusalCode.RequestInvalid, "observedAt");
        Quote("venue", "1", "2");
        Expect.Exists(Decide(Command("venue", "1", "2")), CommandStatus.Exists, _market.Ledger.Sequence);
        Expect.Refused(Decide(Command("venue", "1", "3")), RefusalCode.PriceReportOutOfOrder, "btc", available: $"{_market.Now:O}", required: $"{_market.Now:O}");
    }

    [Fact]
    public void Configure_ChecksThePolicies()
    {
        Expect.Refused((Parameters with { Marks = new MarkPolicy { BasisSeconds = 0 } }).Check(), RefusalCode.ParametersInvalid, "marks.basisSeconds", limit: "positive");
        Expect.Refused((Parameters with { Funding = new FundingPolicy { IntervalSeconds = 1 } }).Check(), RefusalCode.ParametersInvalid, "funding.intervalSeconds", limit: "from 60 to 86400");
        Expect.Refused((Parameters with { FundingRateCap = R("0.001") }).Check(), RefusalCode.ParametersInvalid, "funding.cap", limit: "at most fundingRateCap");
    }

    /// <summary>Everybody quotes 102 at an index of 100.</summary>
    private void AtPremium()
    {
        Quote("venue", "102", "102");
        Quote(null, "102", "102");
        _market.Now = _market.Now.AddSeconds(-1); // which the report moves on
        if (_market.Ledger.Snapshot!.ObservedAt >= _market.Now.AddSeconds(1)) _market.Now = _market.Ledger.Snapshot.ObservedAt;
        _market.Report("100");
    }

    private void Quote(string? venue, string bid, string ask)
    {
        var command = Command(venue, bid, ask);
        Assert.Equal(CommandStatus.Created, Decide(command).Status);
        _market.Clearing.Marks.Take(command);
    }

    private Decision<MarketEvent> Decide(ReportQuotes command, bool isMember = true) =>
        MarketDecider.Decide(_market.Ledger, _market.Clearing.Marks, command, isMember, _market.Now);

    private ReportQuotes Command(string? venue, string bid, string ask) => new(
        Header("q", sender: "oracle"), _market.Now, venue is null ? null : VenueId.Create(venue), [new ContractQuote(Perp, P(bid), P(ask))]);
}

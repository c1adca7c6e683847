using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>A market that three oracles report to; two must agree.</summary>
public sealed class OracleReportTests
{
    private static readonly MarketParameters Parameters = new()
    {
        Oracles = new OraclePolicy
        {
            Sources = [.. new[] { "a", "b", "c" }.Select(name => new OracleSource(PrincipalId.Create(name), Ratio.One))],
            Quorum = 2,
        },
    };

    private readonly MarketBuilder _market = MarketBuilder.Open(Parameters).List(Terms.Perpetual());

    [Fact]
    public void Snapshot_IsPublished_OnceAQuorumAgrees()
    {
        var first = Report("a", "100");
        Assert.Equal((CommandStatus.Created, 0L), (first.Outcome.Status, first.Outcome.Sequence));
        Assert.Empty(first.Events);
        Assert.Null(_market.Ledger.Snapshot);

        var published = Assert.IsType<SnapshotPublished>(Assert.Single(Report("b", "101").Events));
        Assert.Equal((1L, Start, P("100")), (published.Version, published.ObservedAt, published.IndexPrice));
        Assert.Equal(P("101"), Assert.IsType<SnapshotPublished>(Assert.Single(Report("c", "102").Events)).IndexPrice);
        Assert.Equal(P("101"), _market.Ledger.Snapshot!.Find(Perp)!.MarkPrice);
    }

    [Fact]
    public void Snapshot_IsNotPublishedAgain_WhenNothingIsNew()
    {
        Report("a", "100");
        Report("b", "100");
        Assert.Empty(Report("c", "100").Events);
        Assert.Empty(Report("a", "100", seconds: 1).Events); // the median of the times has not moved
        Assert.Equal(Start.AddSeconds(1), Assert.IsType<SnapshotPublished>(Assert.Single(Report("b", "100", seconds: 1).Events)).ObservedAt);
    }

    [Fact]
    public void OneBadSource_MovesNothing()
    {
        Report("a", "100");
        Report("b", "100");
        Assert.Empty(Report("c", "1").Events);
        Report("a", "101", seconds: 1);
        Report("c", "100000", seconds: 1);
        Report("b", "101", seconds: 1);
        Assert.Equal(P("101"), _market.Ledger.Snapshot!.IndexPrice);
    }

    [Fact]
    public void LostQuorum_LetsTheLastPriceGoStale()
    {
        Report("a", "100");
        Report("b", "100");
        _market.Now = Start.AddSeconds(61);
        Assert.Empty(Report("a", "120", seconds: 61).Events); // b's report is too old by now
        Assert.Equal(P("100"), _market.Ledger.Snapshot!.IndexPrice);
        Assert.True(_market.Ledger.Snapshot.IsStaleAt(_market.Now));
        Assert.Single(Report("b", "121", seconds: 61).Events);
        Assert.False(_market.Ledger.Snapshot.IsStaleAt(_market.Now));
    }

    [Fact]
    public void TheTime_NeverGoesBack()
    {
        _market.Now = Start.AddSeconds(20);
        Report("a", "100", seconds: 20);
        Report("b", "100", seconds: 20);
        _market.Configure(Parameters with { Oracles = Parameters.Oracles! with { OutlierThreshold = R("0.001") } });
        Report("c", "105", seconds: 18);
        Report("a", "105", seconds: 21);
        Assert.Equal((P("100"), Start.AddSeconds(20)), (_market.Ledger.Snapshot!.IndexPrice, _market.Ledger.Snapshot.ObservedAt)); // they agree, as of 18 s
        Report("c", "105", seconds: 21);
        Assert.Equal((P("105"), Start.AddSeconds(21)), (_market.Ledger.Snapshot.IndexPrice, _market.Ledger.Snapshot.ObservedAt));
    }

    [Fact]
    public void Marks_ReportedBesideTheIndex_AreKept()
    {
        _market.List(Terms.Option(OptionRight.Call)).Report("100", new ContractMark(Call, P("7")));
        Report("a", "101", seconds: 1);
        Report("b", "101", seconds: 2);
        Report("a", "101", seconds: 2);
        Assert.Equal((P("101"), P("7")), (_market.Ledger.Snapshot!.IndexPrice, _market.Ledger.Snapshot.Find(Call)!.MarkPrice));
    }

    [Fact]
    public void Repetition_IsKnown_AndAnotherReportOfThatTimeRefused()
    {
        Report("a", "100");
        Expect.Exists(Decide("a", "100"), CommandStatus.Exists, _market.Ledger.Sequence);
        Expect.Refused(Decide("a", "101"), RefusalCode.PriceReportOutOfOrder, "a", available: $"{Start:O}", required: $"{Start:O}");
        Expect.Refused(
            Decide("a", "100", seconds: -1), RefusalCode.PriceReportOutOfOrder, "a", available: $"{Start.AddSeconds(-1):O}", required: $"{Start:O}");
    }

    [Fact]
    public void WhatIsNotCredible_IsRefused()
    {
        Expect.Refused(Decide("x", "100"), RefusalCode.SenderNotAllowed, "x");
        Expect.Refused(Decide("a", "0"), RefusalCode.PriceNotPositive, "price", available: "0");
        Expect.Refused(Decide("a", "100", confidence: "1.000001"), RefusalCode.RequestInvalid, "confidence");
        Expect.Refused(Decide("a", "100", confidence: "-0.1"), RefusalCode.RequestInvalid, "confidence");
        Expect.Refused(Decide("a", "100", seconds: 3), RefusalCode.RequestInvalid, "observedAt");
        Expect.Refused(
            Decide("a", "100", seconds: -31), RefusalCode.PriceStale, "a", available: $"{Start.AddSeconds(-31):O}", required: $"{Start.AddSeconds(-30):O}");
    }

    [Fact]
    public void AMarketWithoutOracles_TakesNoReports()
    {
        var command = new ReportOracle(Header("o", sender: "a"), Start, P("100"), Ratio.One);
        Expect.Refused(MarketDecider.Decide(MarketBuilder.Unopened().Ledger, OracleBook.Empty, new MarkBook(), command, Start), RefusalCode.MarketUnknown, "btc");
        Expect.Refused(MarketDecider.Decide(MarketBuilder.Open().Ledger, OracleBook.Empty, new MarkBook(), command, Start), RefusalCode.SenderNotAllowed, "a");
    }

    [Fact]
    public void Configure_ChecksTheOracles()
    {
        var invalid = Parameters with { Oracles = Parameters.Oracles! with { Quorum = 4 } };
        Expect.Refused(invalid.Check(), RefusalCode.ParametersInvalid, "quorum", limit: "from 1 to the number of sources");
        Assert.Null(Parameters.Check());
    }

    /// <summary>Decides as the market does, with the time no earlier than the report.</summary>
    private Decision<MarketEvent> Report(string source, string price, int seconds = 0)
    {
        if (_market.Now < Start.AddSeconds(seconds)) _market.Now = Start.AddSeconds(seconds);
        var command = Command(source, price, seconds, "1");
        var decision = MarketDecider.Decide(_market.Ledger, _market.Clearing.Oracles, _market.Clearing.Marks, command, _market.Now);
        Assert.Equal(CommandStatus.Created, decision.Status);
        _market.Clearing.Take(command);
        _market.Do(decision);
        return decision;
    }

    private Decision<MarketEvent> Decide(string source, string price, int seconds = 0, string confidence = "1") =>
        MarketDecider.Decide(_market.Ledger, _market.Clearing.Oracles, _market.Clearing.Marks, Command(source, price, seconds, confidence), _market.Now);

    private static ReportOracle Command(string source, string price, int seconds, string confidence) =>
        new(Header($"{source}-{seconds}-{price}", sender: source), Start.AddSeconds(seconds), P(price), R(confidence));
}

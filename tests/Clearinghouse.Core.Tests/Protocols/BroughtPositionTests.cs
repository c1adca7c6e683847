using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Protocols;

/// <summary>Who brought what: positions by venue of the trades, and what clearing venues together saves.</summary>
public sealed class BroughtPositionTests
{
    private static readonly VenueId[] Venues = [VenueId.Create("alpha"), VenueId.Create("beta"), VenueId.Create("gamma"), OwnNames.Venue];

    [Fact]
    public void Brought_WhateverIsTraded_SumsToThePosition() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[-9, 9].Where(quantity => quantity != 0)).List[1, 40].Sample(trades =>
        {
            var account = new AccountBuilder(Alice).Deposit("1000000");
            var sequences = new Dictionary<MarketId, long>();
            foreach (var (venue, market, quantity) in trades)
            {
                Take(account, sequences, market == 0 ? Btc : Eth, Venues[venue], quantity);
                foreach (var held in account.Ledger.Markets.Values.SelectMany(known => known.Positions.Select(pair => (known.Market, pair.Key, pair.Value.Quantity))))
                    Assert.True(account.Ledger.Protocol.Brought.IsEmpty || held.Quantity == SumOf(account, held.Market, held.Key));
                Assert.DoesNotContain(account.Ledger.Protocol.Brought, brought => brought.Quantity.IsZero);
            }

            var again = AccountLedger.FromState(CanonicalEncoding.Decode<AccountLedgerState>(CanonicalEncoding.Encode(account.Ledger.ToState())));
            Assert.Equal(account.Ledger.Protocol.Brought, again.Protocol.Brought);
        });

    [Fact]
    public void OneVenue_NeedsNoBook_AndCloseOutsTakeFromWhoBrought()
    {
        var (account, sequences) = (new AccountBuilder(Alice).Deposit("1000000"), new Dictionary<MarketId, long>());
        Take(account, sequences, Btc, Venues[0], 5);
        Assert.Empty(account.Ledger.Protocol.Brought);
        Take(account, sequences, Btc, Venues[1], 3);
        Take(account, sequences, Btc, OwnNames.Venue, -6);
        Assert.Equal([new BroughtPosition(Venues[1], Btc, Perp, Q("2"))], account.Ledger.Protocol.Brought);
        Take(account, sequences, Btc, OwnNames.Venue, -2);
        Assert.Empty(account.Ledger.Protocol.Brought);
    }

    [Fact]
    public void HedgeOverTwoVenues_IsWhatClearingTogetherSaves()
    {
        var market = MarketBuilder.Trading(new MarketParameters { FeeRate = Ratio.Zero });
        var (account, sequences) = (new AccountBuilder(Alice, market).Deposit("1000"), new Dictionary<MarketId, long>());
        Take(account, sequences, Btc, Venues[0], 10);
        Take(account, sequences, Btc, Venues[1], -8);
        var pool = new PoolBuilder();
        var report = ProtocolReport.Of(pool.Ledger, [], ProtocolTally.Of([AccountExposure.Of(account.Ledger)], account.View, MarginPolicies.Default), Start);
        Assert.Equal((A("1000"), A("800")), (report.Find(Venues[0])!.Exposure.Gross, report.Find(Venues[1])!.Exposure.Gross));
        Assert.Equal((A("200"), A("20")), (report.Total.Gross, report.Total.InitialMargin));
        Assert.Equal(A("160"), report.NettingBenefit); // 100 and 80 apart, 20 together
        Assert.Equal((A("1000"), Amount.Zero), (report.Find(Venues[0])!.Exposure.Cash, report.Find(Venues[1])!.Exposure.Cash));
        Assert.Equal((R("0.555556"), R("0.444445")), (report.Find(Venues[0])!.OpenShare, report.Find(Venues[1])!.MarginShare));
    }

    [Fact]
    public void Tallies_OfShards_AddUpToThatOfAll()
    {
        var market = MarketBuilder.Trading(new MarketParameters { FeeRate = Ratio.Zero });
        var accounts = Enumerable.Range(0, 6).Select(i =>
        {
            var (account, sequences) = (new AccountBuilder(AccountId.Create($"acc-{i}"), market).Deposit("10000"), new Dictionary<MarketId, long>());
            Take(account, sequences, Btc, Venues[i % 3], i - 3 == 0 ? 7 : i - 3);
            Take(account, sequences, Btc, Venues[(i + 1) % 3], 2);
            return account;
        }).ToList();
        ProtocolTally Of(IEnumerable<AccountBuilder> some) => ProtocolTally.Of(some.Select(account => AccountExposure.Of(account.Ledger)), accounts[0].View, MarginPolicies.Default);
        var (all, parts) = (Of(accounts), Of(accounts.Take(2)).Plus(Of(accounts.Skip(2))));
        foreach (var venue in Venues.Take(3)) Assert.Equal((all.Venues[venue].Gross, all.Venues[venue].Net, all.Venues[venue].Cash, all.Venues[venue].StandAloneMargin), (parts.Venues[venue].Gross, parts.Venues[venue].Net, parts.Venues[venue].Cash, parts.Venues[venue].StandAloneMargin));
        Assert.Equal((all.Pool.Gross, all.Pool.InitialMargin, 6), (parts.Pool.Gross, parts.Pool.InitialMargin, parts.Pool.Accounts));
    }

    [Fact]
    public void Ported_AccountKeepsEverything_AndItsPositionsAreTheOthers()
    {
        var (account, sequences) = (new AccountBuilder(Alice).Deposit("1000000"), new Dictionary<MarketId, long>());
        Take(account, sequences, Btc, Venues[0], 5);
        Take(account, sequences, Btc, Venues[1], -3);
        var leaving = new ProtocolState(Venues[0], ProtocolStatus.Expelled, Start, 7) { CloseAt = Start.AddDays(1), PortedTo = Venues[1] };
        var ported = Assert.IsType<AccountPorted>(AccountProtocolDecider.Follow(account.Ledger, leaving, Start));
        account.Append(ported);
        Assert.Equal((Venues[1], Q("2")), (account.Ledger.HomeVenue, account.Ledger.FindPosition(Btc, Perp)!.Quantity));
        Assert.Empty(account.Ledger.Protocol.Brought);
        Assert.Null(AccountProtocolDecider.Follow(account.Ledger, leaving, Start));
    }

    private static Quantity SumOf(AccountBuilder account, MarketId market, ContractId contract) => account.Ledger.Protocol.Brought
        .Where(brought => brought.Market == market && brought.Contract == contract)
        .Aggregate(Quantity.Zero, (sum, brought) => sum + brought.Quantity);

    private static void Take(AccountBuilder account, Dictionary<MarketId, long> sequences, MarketId market, VenueId venue, int quantity)
    {
        var before = sequences.GetValueOrDefault(market);
        sequences[market] = before + 1;
        account.Take(new AccountLeg
        {
            Market = market,
            Sequence = before + 1,
            PreviousSequence = before,
            Trade = new TradeKey(venue, TradeId.Create($"{market}-{before + 1}")),
            Contract = Perp,
            Multiplier = Quantity.One,
            Quantity = Quantity.FromInteger(quantity),
            Price = P("100"),
            FundingIndex = Price.Zero,
            Fee = Amount.Zero,
        });
    }
}
